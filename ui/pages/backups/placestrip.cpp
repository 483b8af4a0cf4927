// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/placestrip.h"

#include "models/errors/catalogue.h"
#include "models/items/backupsmodel.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/page.h"

#include <QPushButton>

namespace plancia::ui {

PlaceStrip::PlaceStrip(Page &page) : Notice(&page), m_page(page)
{
    setObjectName(QStringLiteral("placeStrip"));
    hide();
    connect(this, &Notice::linkActivated, this, &PlaceStrip::copyNow);
}

void PlaceStrip::refresh()
{
    BackupsPort *port = m_page.context().workspace ? m_page.context().workspace->backups() : nullptr;
    if (!port || m_asked > 0)
        return;
    ++m_asked;
    deliver(port->secondPlace({}), this, [this](const Result<SecondPlaceState> &place) {
        --m_asked;
        if (place) { // else the list tells of the same error
            m_place = *place;
            showPlace();
        }
        emit changed();
    });
}

void PlaceStrip::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    showPlace();
    if (!busy)
        refresh();
}

void PlaceStrip::showPlace()
{
    using State = SecondPlaceState::State;
    setVisible(m_place.state != State::None);
    if (m_place.state == State::None)
        return;
    QString words = wordsForPlace(m_place, m_page.context().clock->nowMs());
    if (m_place.error)
        words += u' ' + describe(*m_place.error).sentence;
    const bool canCopy = m_page.context().workspace->capabilities().testFlag(Capability::CreateBackups);
    const bool isWanted = m_place.missing > 0 || m_place.error;
    const QString link = m_place.state == State::Missing                ? tr("Look again")
        : canCopy && isWanted && !m_busy && !m_copying ? tr("Copy now")
                                                       : QString();
    showText(toneOf(m_place), words, link);
    setToolTip(m_place.folder.toHtmlEscaped());
}

void PlaceStrip::copyNow()
{
    if (m_place.state == SecondPlaceState::State::Missing)
        return refresh();
    if (m_copying || m_busy)
        return;
    m_copying = true;
    showPlace();
    const CallContext call;
    deliver(m_page.context().workspace->backups()->copyToSecondPlace({}, call), this,
            [this, request = call.requestId](const Result<SecondPlaceState> &done) {
                m_copying = false;
                if (done) {
                    m_place = *done;
                    if (m_page.context().actions.notify)
                        m_page.context().actions.notify(Tone::Good, tr("Copied to the second place and verified there."));
                } else if (done.error().code() != ErrorCode::InternalCancelled) {
                    emit copyFailed(done.error(), request);
                }
                showPlace();
                refresh();
            });
}

} // namespace plancia::ui
