// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertdesk.h"
#include "models/ports/alertsport.h"

#include <QTimer>
#include <QUrl>

class QNetworkAccessManager;

namespace plancia::monitoring {

/// The AlertsPort over an agent's pages (see AlertDesk), asked every ten seconds and whenever refresh() says that something happened;
/// rules go into this program's own file. Lives on its creator's thread, which never waits.
class AlertsClient final : public AlertsPort {
    Q_OBJECT
public:
    struct Limits {
        int answerMs = 5'000;
        int testMs = 15'000; ///< a channel's answer is waited for
        int everyMs = 10'000;
    };
    struct Own {
        QString file; ///< of the rules of the agent within this program
        QList<AlertRule> usual;
        QString author; ///< see AlertsPort::author()
    };
    /// `apply` gets the rules whenever they change, on the creator's thread.
    AlertsClient(Own own, std::function<void(AlertDesk::Rules)> apply, Limits limits);
    AlertsClient(Own own, std::function<void(AlertDesk::Rules)> apply) : AlertsClient(std::move(own), std::move(apply), Limits()) {}
    ~AlertsClient() override;

    /// Reads the file.
    void loadRules();
    /// Asks this agent from now on; an empty URL: nobody. `stream` is ws:// or wss://; `caFile`: see StreamTarget.
    void follow(const QUrl &stream, const QByteArray &token, bool isOwn, const QString &caFile = {});
    /// Soon: alerts may have changed.
    void refresh();

    QString author() const override { return m_own.author; }
    QFuture<Result<AlertBoard>> board(CallContext context) override;
    QFuture<Result<Silence>> silence(Silence draft, CallContext context) override;
    QFuture<Result<bool>> endSilence(QString id, CallContext context) override;
    QFuture<Result<Alert>> acknowledge(QString alertId, QString author, QString note, CallContext context) override;
    QFuture<Result<AlertRule>> saveRule(AlertRule rule, QString was, CallContext context) override;
    QFuture<Result<bool>> removeRule(QString name, CallContext context) override;
    QFuture<Result<bool>> testChannel(QString name, CallContext context) override;
    std::optional<Error> fileFault() const override { return m_fileFault; }

private:
    struct Agent {
        QUrl url; ///< http:// or https://, without a path
        QByteArray token;
        bool isOwn = false;
        QString caFile;
    };
    using Answered = std::function<void(Result<QByteArray>)>;
    void ask(const QByteArray &path, const QJsonObject *body, int timeoutMs, const CallContext &context, Answered answered);
    template <class T, class Read>
    QFuture<Result<T>> post(const QByteArray &path, const QJsonObject &body, int timeoutMs, const CallContext &context, Read read);
    void forgetConnections();
    void take(const AlertBoard &board);
    QFuture<Result<AlertFile>> change(std::function<Result<QByteArray>(const QByteArray &)> edit);
    void applyFile(const AlertFile &file);

    const Own m_own;
    const std::function<void(AlertDesk::Rules)> m_apply;
    const Limits m_limits;
    Agent m_agent;
    int m_generation = 0; ///< of follow(): news of an agent that was left is dropped
    std::optional<Error> m_fileFault;
    std::optional<QHash<QString, Alert::State>> m_told; ///< states of the board before, by alert
    bool m_isAsking = false;
    QTimer m_timer, m_soon;
    QNetworkAccessManager *m_network = nullptr; ///< in the worker's thread, touched only there
    tasks::Worker m_worker{QStringLiteral("alerts client")};
};

} // namespace plancia::monitoring
