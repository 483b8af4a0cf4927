// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/viewexporter.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/dashboardsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/text.h"

#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QMenu>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr qint64 kMostCopied = 10'000; ///< rows
constexpr int kMargin = 20;
constexpr int kLeastWidth = 560;
constexpr int kDpi = 96; ///< at which a pixel of the screen is a unit of SVG and PDF
constexpr double kMostPixels = 64e6;
constexpr double kPointsPerPixel = 72.0 / kDpi;
constexpr qsizetype kMostGaps = 6; ///< that a picture names; the files of rows have them all
constexpr qsizetype kLongWord = 60;
constexpr qsizetype kMostChars = 2'000; ///< of a line below a picture

struct Remark {
    QString text;
    bool isCommand = false;
};

QString isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); }

/// The query in words. Nothing in it ends a line or turns a text round.
QList<Remark> remarksOf(const ViewQuery &query)
{
    QStringList lines;
    const auto line = [&lines](const QStringList &parts) {
        QStringList said = parts;
        said.removeAll(QString());
        if (!said.isEmpty())
            lines.append(said.join(QStringLiteral(" · ")));
    };
    line({query.source.isEmpty() ? QString() : ViewExporter::tr("Source: %1").arg(query.source), query.agent.isEmpty() ? QString() : ViewExporter::tr("Agent: %1").arg(query.agent)});
    QString known;
    if (query.knownMs && query.to > query.from)
        known = ViewExporter::tr("%1 of %2 known", "durations").arg(format::duration(*query.knownMs), format::duration(query.to - query.from));
    line({query.to > 0 ? isoTime(query.from) + QStringLiteral(" – ") + isoTime(query.to) : QString(), known,
          query.stepMs > 0 ? ViewExporter::tr("Resolution: %1").arg(format::duration(query.stepMs)) : QString()});
    QStringList filter;
    for (auto part = query.filter.begin(); part != query.filter.end(); ++part)
        filter.append(part.key() + u'=' + (part->isBool() ? QStringLiteral("true") : part->toVariant().toString()));
    line({filter.isEmpty() ? QString() : ViewExporter::tr("Filter: %1").arg(filter.join(u' ')), query.sort.isEmpty() ? QString() : ViewExporter::tr("Sorted: %1").arg(query.sort)});
    QStringList gaps;
    for (const ViewGap &gap : query.gaps.first(std::min(query.gaps.size(), kMostGaps)))
        gaps.append(isoTime(gap.from) + QStringLiteral(" – ") + isoTime(gap.to) + u' ' + gap.reason);
    if (query.gaps.size() > kMostGaps)
        gaps.append(ViewExporter::tr("and %n more", "spans of which nothing is known", static_cast<int>(query.gaps.size() - kMostGaps)));
    line({gaps.isEmpty() ? QString() : ViewExporter::tr("Not known: %1").arg(gaps.join(QStringLiteral("; ")))});
    line({query.note});
    line({ViewExporter::tr("Exported: %1").arg(isoTime(query.exportedAt))});
    QList<Remark> remarks;
    for (const QString &text : std::as_const(lines))
        remarks.append({format::harmless(text).left(kMostChars)});
    for (const QString &command : query.commands)
        remarks.append({format::harmless(command).left(kMostChars), true});
    return remarks;
}

/// A title, the view, and the query below it.
class Sheet {
public:
    explicit Sheet(const ViewOffer &offer) : m_view(offer.picture), m_title(format::harmless(offer.query.title)), m_remarks(remarksOf(offer.query))
    {
        m_width = std::max(m_view->width(), kLeastWidth) + 2 * kMargin;
        QImage probe(1, 1, QImage::Format_RGB32);
        probe.setDotsPerMeterX(qRound(kDpi / 0.0254));
        probe.setDotsPerMeterY(qRound(kDpi / 0.0254));
        QPainter painter(&probe);
        m_height = static_cast<int>(std::ceil(footTop() + paintRemarks(painter, footTop(), false) + kMargin));
    }
    QSize size() const { return {m_width, m_height}; }
    QString title() const { return m_title; }
    QStringList words() const
    {
        QStringList words;
        for (const Remark &remark : m_remarks)
            words.append(remark.text);
        return words;
    }
    void paint(QPainter &painter) const
    {
        const Theme theme = currentLook();
        painter.fillRect(QRectF(QPointF(), QSizeF(size())), theme.page);
        m_view->render(&painter, QPoint(kMargin, viewTop()), {}, QWidget::DrawChildren);
        // A row at the view's lower border may reach beyond it: SVG cuts nothing.
        painter.fillRect(QRectF(0, footTop() - kMargin / 2, m_width, m_height - footTop() + kMargin / 2), theme.page);
        painter.setFont(textFont(TextSize::Heading, TextWeight::Strong));
        painter.setPen(theme.text);
        painter.drawText(QRectF(kMargin, kMargin, m_width - 2 * kMargin, kTitle), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_title, Qt::ElideRight, m_width - 2 * kMargin));
        paintRemarks(painter, footTop(), true);
    }

private:
    static constexpr int kTitle = 26;
    /// Between words, unless one is longer than a line.
    static int wrapOf(const QString &text)
    {
        const QStringList words = text.split(u' ');
        const bool hasLong = std::any_of(words.cbegin(), words.cend(), [](const QString &word) { return word.size() > kLongWord; });
        return Qt::AlignLeft | Qt::AlignTop | (hasLong ? Qt::TextWrapAnywhere : Qt::TextWordWrap);
    }
    int viewTop() const { return kMargin + kTitle + 10; }
    double footTop() const { return viewTop() + m_view->height() + kMargin / 2 + 4; }
    /// How high they are.
    double paintRemarks(QPainter &painter, double top, bool isSeen) const
    {
        const Theme theme = currentLook();
        const double begin = top;
        for (const Remark &remark : m_remarks) {
            painter.setFont(remark.isCommand ? monoFont(TextSize::Small) : textFont(TextSize::Small));
            painter.setPen(remark.isCommand ? theme.text : theme.secondary);
            const QRectF room(kMargin, top, m_width - 2 * kMargin, 10'000);
            const int wrap = wrapOf(remark.text);
            const QRectF box = painter.boundingRect(room, wrap, remark.text);
            if (isSeen)
                painter.drawText(QRectF(room.topLeft(), QSizeF(room.width(), box.height())), wrap, remark.text);
            top += box.height() + 4;
        }
        return top - begin;
    }

    QWidget *m_view;
    QString m_title;
    QList<Remark> m_remarks;
    int m_width = 0, m_height = 0;
};

/// One piece that is made where it is asked for.
ViewSource once(std::function<QByteArray()> make)
{
    ViewSource source;
    source.next = [make = std::move(make), isDone = false]() mutable -> ViewPiece { return std::exchange(isDone, true) ? ViewPiece() : ViewPiece{make(), 0}; };
    return source;
}

QByteArray svgOf(const Sheet &sheet)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(sheet.size());
    generator.setViewBox(QRect(QPoint(), sheet.size()));
    generator.setResolution(kDpi);
    generator.setTitle(sheet.title().toHtmlEscaped());
    generator.setDescription(sheet.words().join(u'\n').toHtmlEscaped());
    QPainter painter(&generator);
    sheet.paint(painter);
    painter.end();
    return bytes;
}

QByteArray pdfOf(const Sheet &sheet, const ViewQuery &query)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly); // it opens none that it is given
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QSizeF(sheet.size()) * kPointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setResolution(kDpi);
    writer.setTitle(sheet.title());
    writer.setCreator(QStringLiteral("Plancia"));
    writer.addFileAttachment(QStringLiteral("query.json"), QJsonDocument(toJson(query)).toJson(), QStringLiteral("application/json"));
    QPainter painter(&writer);
    sheet.paint(painter);
    painter.end();
    return bytes;
}

ViewSource pngOf(const Sheet &sheet, const ViewQuery &query, double screen)
{
    const double pixels = static_cast<double>(sheet.size().width()) * sheet.size().height();
    const double scale = std::min(std::max(2.0, screen), std::max(1.0, std::sqrt(kMostPixels / std::max(1.0, pixels))));
    QImage image(sheet.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.setText(QStringLiteral("Title"), sheet.title());
    image.setText(QStringLiteral("Description"), sheet.words().join(u'\n'));
    image.setText(QStringLiteral("Query"), QString::fromUtf8(QJsonDocument(toJson(query)).toJson(QJsonDocument::Compact)));
    image.setText(QStringLiteral("Software"), QStringLiteral("Plancia"));
    QPainter painter(&image);
    sheet.paint(painter);
    painter.end();
    return once([image] {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        image.save(&buffer, "PNG");
        return bytes;
    });
}
} // namespace

ViewExporter::ViewExporter(const PageContext &context, QWidget *page, PageHeader *head, Offer offer)
    : QObject(page), m_context(context), m_page(page), m_offer(std::move(offer))
{
    m_button = head->addAction(tr("Export"));
    m_button->setObjectName(QStringLiteral("exportView"));
    m_button->setToolTip(toolTipText(tr("What is shown, with the query that made it")));
    m_button->setVisible(m_context.ports.dashboards != nullptr);
    m_menu = new QMenu(m_button);
    m_menu->setObjectName(QStringLiteral("exportMenu"));
    const auto add = [this](const QString &text, ViewFormat format) {
        QAction *act = m_menu->addAction(text, this, [this, format] { start(format); });
        act->setObjectName(QStringLiteral("export_") + endingOf(format));
        m_acts.append({format, act});
    };
    add(tr("Rows as CSV…"), ViewFormat::Csv);
    add(tr("Rows as JSON Lines…"), ViewFormat::JsonLines);
    m_copy = m_menu->addAction(tr("Copy rows as CSV"), this, &ViewExporter::copy);
    m_copy->setObjectName(QStringLiteral("copyRows"));
    m_menu->addSeparator();
    add(tr("Picture as PNG…"), ViewFormat::Png);
    add(tr("Picture as SVG…"), ViewFormat::Svg);
    add(tr("Picture as PDF…"), ViewFormat::Pdf);
    connect(m_button, &QPushButton::clicked, this, [this] {
        enableActs();
        m_menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height())));
    });
}

void ViewExporter::enableActs()
{
    const ViewOffer offer = m_offer();
    const bool hasRows = offer.rows && offer.count > 0;
    for (const auto &[format, act] : std::as_const(m_acts))
        act->setEnabled(format == ViewFormat::Csv || format == ViewFormat::JsonLines ? hasRows : offer.picture != nullptr);
    m_copy->setEnabled(hasRows && offer.count <= kMostCopied);
}

ViewSource ViewExporter::pictureOf(const ViewOffer &offer, ViewFormat format)
{
    const Sheet sheet(offer);
    if (format == ViewFormat::Png)
        return pngOf(sheet, offer.query, offer.picture->devicePixelRatioF());
    return once([bytes = format == ViewFormat::Svg ? svgOf(sheet) : pdfOf(sheet, offer.query)] { return bytes; });
}

void ViewExporter::copy()
{
    ViewOffer offer = m_offer();
    if (!offer.rows)
        return;
    offer.query.exportedAt = m_context.clock->nowMs();
    const ViewSource source = viewSource(offer.query, offer.columns, offer.rows, offer.count, ViewFormat::Csv);
    QByteArray text;
    qint64 rows = 0;
    for (ViewPiece piece = source.next(); !piece.bytes.isEmpty(); piece = source.next()) {
        text += piece.bytes;
        rows += piece.rows;
    }
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
    if (m_context.actions.notify)
        m_context.actions.notify(Tone::Good, tr("%n row(s) copied.", "of a list", static_cast<int>(rows)));
}

void ViewExporter::start(ViewFormat format)
{
    ViewOffer offer = m_offer();
    const bool isRows = format == ViewFormat::Csv || format == ViewFormat::JsonLines;
    if (isRows ? !offer.rows : !offer.picture)
        return; // it is gone since the menu was opened
    offer.query.exportedAt = m_context.clock->nowMs();
    const ViewSource source = isRows ? viewSource(offer.query, offer.columns, offer.rows, offer.count, format) : pictureOf(offer, format);

    auto *dialog = new QFileDialog(m_page, tr("Where it is written"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    const QString ending = endingOf(format);
    dialog->setNameFilter(QStringLiteral("*.") + ending);
    dialog->setDefaultSuffix(ending);
    const QString time = QDateTime::fromMSecsSinceEpoch(offer.query.exportedAt, Qt::UTC).toString(QStringLiteral("-yyyyMMddTHHmmssZ."));
    dialog->selectFile(offer.name + time + ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this, source](const QString &path) { write(source, path); });
    dialog->open();
}

void ViewExporter::write(const ViewSource &source, const QString &path)
{
    const CallContext call;
    deliver(m_context.ports.dashboards->exportView(source, path, call), this, [actions = m_context.actions, request = call.requestId](const Result<ListExport> &done) {
        if (done && actions.notify)
            actions.notify(Tone::Good, done->rows > 0 ? tr("Rows written to %1: %2", "%1: a file, %2: a number").arg(done->path, format::count(done->rows)) : tr("Written: %1", "a file").arg(done->path));
        if (!done && done.error().code() != ErrorCode::InternalCancelled) {
            if (actions.noteError)
                actions.noteError(done.error(), request);
            if (actions.notify)
                actions.notify(Tone::Error, describe(done.error()).sentence);
        }
    });
}

} // namespace plancia::ui
