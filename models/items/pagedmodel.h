// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/base/result.h"
#include "models/items/roles.h"
#include "models/ports/callcontext.h"
#include "models/ports/deliver.h"

#include <QAbstractTableModel>
#include <QFuture>
#include <functional>
#include <optional>

namespace plancia {

struct ItemColumn {
    QString title;
    ColumnKind kind = ColumnKind::Text;
    int width = 0;    ///< characters; 0 shares what is left
    int sortKey = -1; ///< for SortKeyRole
};

/// A list of any length seen through a window of at most kWindowRows rows over a cursor both ways. The view tells what it
/// shows (viewMoved); the model reads pages ahead of it and drops rows at the far end, so that memory does not grow with
/// scrolling. Lives on the GUI thread; nothing blocks. Use PagedModelT for a list of some value type.
///
/// One question is under way at a time. A newer one cancels it by its token, and its late answer is ignored.
class PagedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kWindowRows = 600;
    static constexpr int kPageRows = 100;

    /// Ready: rows are there. Error: the last question failed; rows read before it may still be there (hasRows()).
    enum class State { Loading, Empty, Ready, Error };
    Q_ENUM(State)

    State state() const { return m_state; }
    /// Why, when state() is Error.
    const std::optional<Error> &error() const { return m_error; }
    bool hasRows() const { return rowCount() > 0; }
    /// Pages are being read, for the first time or further on.
    bool isBusy() const { return m_asked.has_value(); }
    const QString &requestId() const { return m_context.requestId; }

    /// More rows lie outside the window.
    bool hasBefore() const { return !m_chunks.isEmpty() && m_chunks.first().hasBefore; }
    bool hasAfter() const { return !m_chunks.isEmpty() && m_chunks.last().hasAfter; }
    /// Where the window stands in what the list stands for (time, key range): 0…1.
    double firstShare() const { return m_chunks.isEmpty() ? 0 : m_chunks.first().firstShare; }
    double lastShare() const { return m_chunks.isEmpty() ? 1 : m_chunks.last().lastShare; }
    /// Where a row stands, between its page's ends.
    double shareOfRow(int row) const;

    /// The view shows rows first…last: pages are read ahead when an end is near.
    void viewMoved(int firstRow, int lastRow);
    /// Asks for the rows around a place, start or end; the rows shown stay until the answer is here.
    void jumpTo(double share);
    void jumpToStart();
    void jumpToEnd();
    /// Reads again what is seen and keeps the place: positionRestored() says where the row that was on top is now.
    void reload();
    /// Gives the question up that is under way: it ends with INTERNAL_003.
    void cancel() { m_context.cancel.cancel(); }
    /// Asks the failed question once more.
    void retry();
    /// Row of an id within the window, or -1.
    virtual int rowOf(const QString &id) const = 0;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const QList<ItemColumn> &columns() const { return m_columns; }

signals:
    /// state(), error() or isBusy() changed.
    void stateChanged();
    /// All rows were exchanged; put this row on top of the view. A row below 0 means the last row at the bottom.
    void positionRestored(int row);

protected:
    /// What the base needs to know of a page beside its items.
    struct Chunk {
        int rows = 0;
        QString firstCursor, lastCursor;
        bool hasBefore = false, hasAfter = false;
        double firstShare = 0, lastShare = 1;
    };

    PagedModel(QList<ItemColumn> columns, QObject *parent);
    ~PagedModel() override;

    /// Begins a new list: answers of the old one are ignored from now on. Its rows stay until the first answer.
    void restart();
    void stop();
    virtual bool hasSource() const = 0;
    /// The subclass asks its source and hands the answer to answered() with the same generation.
    virtual void ask(const Anchor &anchor, int limit, const CallContext &context, quint64 generation) = 0;
    /// Takes an answer in, unless it belongs to an older question. The subclass keeps the items until takeItems().
    void answered(quint64 generation, Result<Chunk> chunk);
    bool isCurrent(quint64 generation) const { return generation == m_generation; }

    enum class End { Front, Back };
    virtual void takeItems(End end) = 0;
    virtual void dropItems(End end, int count) = 0;
    virtual QString idAt(int row) const = 0;

private:
    enum class Purpose { Fresh, Before, After, Jump, Reload };
    struct Asked {
        Purpose purpose = Purpose::Fresh;
        Anchor anchor;
        int limit = kPageRows;
    };
    void send(Purpose purpose, Anchor anchor, int limit = kPageRows);
    void readAhead();
    void replaceAll(const Chunk &chunk, Purpose purpose, const Anchor &anchor);
    void extend(End end, const Chunk &chunk);
    void dropFar(End end);
    void setState(State state, std::optional<Error> error = {});

    QList<ItemColumn> m_columns;
    QList<Chunk> m_chunks;
    State m_state = State::Loading;
    std::optional<Error> m_error;
    std::optional<Asked> m_asked;
    std::optional<Asked> m_failed;
    CallContext m_context;
    quint64 m_generation = 0;
    int m_firstSeen = 0;
    int m_lastSeen = 40;
    bool m_rowsAreOld = true; ///< of the list before: no cursor of theirs fits the new one, and they go when it fails
    QString m_topId; ///< of the row on top when a reload was asked for
};

/// A PagedModel over a port's pages of `Item`. The subclass says what a cell shows and what an item's id is.
template <class Item>
class PagedModelT : public PagedModel {
public:
    using Source = std::function<QFuture<Result<Page<Item>>>(Anchor, int, CallContext)>;

    /// Reads this list from now on; an empty function stops. The source must be callable as long as it is set.
    void setSource(Source source)
    {
        m_source = std::move(source);
        if (m_source)
            restart();
        else
            stop();
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_items.size());
    }
    /// The item of a row in the window, or null.
    const Item *itemAt(int row) const
    {
        return row >= 0 && row < m_items.size() ? &m_items.at(row) : nullptr;
    }
    /// Shows a newer state of an item that is in the window, without reading: after a write.
    void replaceItem(const Item &item)
    {
        const int row = rowOf(idOf(item));
        if (row < 0)
            return;
        m_items[row] = item;
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Item &item = m_items.at(index.row());
        return role == IdRole ? QVariant(idOf(item)) : cell(item, index.column(), role);
    }
    int rowOf(const QString &id) const override
    {
        for (qsizetype row = 0; row < m_items.size(); ++row)
            if (idOf(m_items.at(row)) == id)
                return static_cast<int>(row);
        return -1;
    }

protected:
    using PagedModel::PagedModel;
    virtual QVariant cell(const Item &item, int column, int role) const = 0;
    virtual QString idOf(const Item &item) const = 0;

private:
    bool hasSource() const override { return m_source != nullptr; }
    void ask(const Anchor &anchor, int limit, const CallContext &context, quint64 generation) override
    {
        deliver(m_source(anchor, limit, context), this, [this, generation](const Result<Page<Item>> &result) {
            if (!isCurrent(generation))
                return;
            if (!result) {
                answered(generation, Result<Chunk>(result.error()));
                return;
            }
            const Page<Item> &page = *result;
            m_arrived = page.items;
            answered(generation, Chunk{static_cast<int>(page.items.size()), page.firstCursor, page.lastCursor,
                                       page.hasBefore, page.hasAfter, page.firstShare, page.lastShare});
            m_arrived.clear();
        });
    }
    void takeItems(End end) override
    {
        m_items = end == End::Front ? m_arrived + m_items : m_items + m_arrived;
    }
    void dropItems(End end, int count) override
    {
        m_items.remove(end == End::Front ? 0 : m_items.size() - count, count);
    }
    QString idAt(int row) const override { return idOf(m_items.at(row)); }

    Source m_source;
    QList<Item> m_items;
    QList<Item> m_arrived;
};

} // namespace plancia
