// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"

#include <QWidget>

class QVBoxLayout;

namespace plancia::ui {

/// Two people changed one tenant: what this person typed beside what is saved now, field by field and whole. It only
/// shows; the panel's acts decide. Nothing is chosen beforehand.
class TenantConflict : public QWidget {
    Q_OBJECT
public:
    explicit TenantConflict(QWidget *parent = nullptr);

    /// `base` is what the person started from, `mine` what they typed, `theirs` what the store holds now.
    void showEdit(const Tenant &base, const TenantDraft &mine, const Tenant &theirs, qint64 nowMs);
    /// The same for a change of status.
    void showStatus(const Tenant &base, TenantStatus target, const Tenant &theirs, qint64 nowMs);

private:
    void begin(const Tenant &theirs, qint64 nowMs);
    void addField(const QString &name, const QString &label, const QString &mine, const QString &theirs);
    void addNote(const QString &text);
    QWidget *addVersion(const QString &name, const QString &label, const QString &text, const char *kind);

    QVBoxLayout *m_column = nullptr;
    QWidget *m_inside = nullptr;
};

} // namespace plancia::ui
