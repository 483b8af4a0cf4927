// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

/// What our item models say of a cell beside its text. Meaning only: which colour or shape a tone has is ui's business.
namespace plancia {

enum ItemRole {
    IdRole = Qt::UserRole + 1, ///< QString: the same row has the same id in every window over a list
    ToneRole,                  ///< int(Tone) of a state cell; absent elsewhere
    StatusRole,                ///< QString: the stored word ("suspended"), untranslated
    TimeRole,                  ///< qint64: Unix ms UTC of a time cell
    FullTextRole,              ///< QString: what the cell stands for at length, for tool tips and copying
    ColumnKindRole,            ///< int(ColumnKind), of horizontal headers
    ColumnWidthRole,           ///< int: characters the column wants, of horizontal headers; 0 takes what is left
    SortKeyRole,               ///< int of horizontal headers: the query's sort that this column stands for, or -1
    QuietRole,                 ///< true: the text stands for the absence of a value
};

/// How a state is to be taken. Each has a shape of its own, so that colour is never needed to tell them apart.
enum class Tone {
    None,
    Good,    ///< ● all is well
    Warning, ///< ▲ look at it soon
    Error,   ///< ◆ failed
    Stopped, ///< ■ stopped by somebody
    Trial,   ///< ◑ not quite one or the other
    Note,    ///< ○ worth knowing
    Waiting, ///< ■ in the colour of a warning: stands still and will go on by itself
    Off,     ///< ■ in grey: not there, and nobody expects it
};

enum class ColumnKind {
    Text,
    Name,       ///< what a row is called
    Identifier, ///< exact text that people compare and copy
    Number,
    Time,
    State, ///< a Tone with a word
    Faint, ///< text beside the point
};

} // namespace plancia
