// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "ui/kit/page.h"

class QLabel;
class QPushButton;

namespace plancia::ui {

class FactGrid;
class Notice;
class TextBlock;

/// What is known of one key: facts, what it may do and from where, why it has its state, and while it is in grace, how long
/// it works on and who still uses it. Asks nobody: the panel reads.
class KeyDetail : public QWidget {
    Q_OBJECT
public:
    explicit KeyDetail(const PageContext &context, QWidget *parent = nullptr);

    /// A key of a list lacks permissions, addresses and limits: `isWhole` says whether they are known.
    void setKey(const ApiKey &key, bool isWhole);
    /// Who used it since it was rotated; shown while it is in grace.
    void setCallers(const ApiKeyCallers &callers);
    /// That could not be asked: another answer than "nobody".
    void setCallersUnknown(const QString &why);
    /// Time has passed: says the countdown and the ages anew.
    void tick();

signals:
    void keyRequested(const plancia::ApiKeyId &id); ///< its successor or predecessor
    void tenantRequested();
    void actsRequested();

private:
    void showFacts();
    void showGrace();
    void showCallers();

    PageContext m_context;
    ApiKey m_key;
    bool m_isWhole = false;
    ApiKeyCallers m_callers;
    QString m_callersUnknown; ///< why they are; empty when they are known or were not asked for
    Notice *m_grace = nullptr;
    QWidget *m_users = nullptr; ///< who still uses it
    FactGrid *m_userRows = nullptr;
    QLabel *m_usersMore = nullptr;
    FactGrid *m_facts = nullptr;
    QLabel *m_reasonTitle = nullptr;
    TextBlock *m_reason = nullptr;
    QLabel *m_permissionsTitle = nullptr;
    TextBlock *m_permissions = nullptr;
    QLabel *m_limitsTitle = nullptr;
    TextBlock *m_limits = nullptr;
    QLabel *m_addressesTitle = nullptr;
    TextBlock *m_addresses = nullptr;
    QPushButton *m_successor = nullptr;
    QPushButton *m_predecessor = nullptr;
};

} // namespace plancia::ui
