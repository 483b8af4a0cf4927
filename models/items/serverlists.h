// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/server.h"
#include "models/items/serverlistmodel.h"

#include <QLocale>

/// What a server says of itself, as lists and words in the current language. All pure.
namespace plancia::serverlists {

Tone toneOf(ServerSeverity severity);
/// Of the gravest; None without one.
Tone toneOf(const QList<ServerFinding> &findings);
QString wordFor(ServerFinding::Kind kind);     ///< "Dead rows"
QString sentenceFor(ServerFinding::Kind kind); ///< what it means, and what helps
/// "Dead rows", "Dead rows +2"; empty without one.
QString wordsFor(const QList<ServerFinding> &findings);

/// "12 %"; "–" for what is not known.
QString share(std::optional<double> share, const QLocale &locale = QLocale());
QString sizeText(std::optional<qint64> bytes, const QLocale &locale = QLocale());
QString count(std::optional<qint64> number, const QLocale &locale = QLocale());
QString rowCount(std::optional<double> rows, const QLocale &locale = QLocale());
/// "3 h ago (03:20)", of another day than `now` with its date; `never` for 0.
QString timeText(qint64 at, qint64 now, const QString &never);
/// Since when counters count, as a sentence; 0: never reset.
QString countedSince(qint64 at, qint64 now);
/// "1 GiB", "200 000 000", "on": a setting in the unit that people read.
QString settingValue(const QString &value, const QString &unit, const QLocale &locale = QLocale());
/// Of the limit at which the server stops to write.
double wraparoundShare(qint64 age);
QString tableState(const ServerTable &table);

/// Columns of the list of tables and of indexes, for pages that leave some out.
enum TableColumn { TableName, TableState, TableRows, TableSize, TableDead, TableDeadShare, TableSequential, TableIndexed, TableWrites, TableVacuumed, TableAnalyzed, TableAge, TableBloat };
enum IndexColumn { IndexName, IndexTable, IndexState, IndexKind, IndexSize, IndexScans, IndexBloat, IndexDefinition };

QList<ItemColumn> tableColumns();
QList<ServerRow> tableRows(const ServerTables &tables, const QLocale &locale = QLocale());
QList<ItemColumn> indexColumns();
QList<ServerRow> indexRows(const ServerIndexes &indexes, const QLocale &locale = QLocale());

enum class List { Databases, Running, Holders, Due, SwitchedOff, Standbys, Slots, Subscriptions, Settings };
QList<ItemColumn> columns(List list);
QList<ServerRow> rows(const QList<ServerDatabase> &databases, const AutovacuumRules &rules, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<ServerProgress> &running, qint64 now, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<VacuumHolder> &holders, qint64 now, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<VacuumDue> &due, qint64 now, const QLocale &locale = QLocale());
QList<ServerRow> switchedOffRows(const QList<ServerTable> &tables, qint64 now, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<ServerStandby> &standbys, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<ServerSlot> &all, qint64 now, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<ServerSubscription> &subscriptions, qint64 now, const QLocale &locale = QLocale());
QList<ServerRow> rows(const QList<ServerSetting> &settings, const QLocale &locale = QLocale());

/// What of a list's kind it is, as a word: of an index, of what holds vacuum back.
QString kindOf(const ServerIndex &index);

} // namespace plancia::serverlists
