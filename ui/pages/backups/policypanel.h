// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/ports/backupsport.h"
#include "ui/kit/sidepanel.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class QTimeEdit;

namespace plancia::ui {

class FormField;

/// When backups are made by themselves, which are kept, when to warn, and where copies go. Shows and edits values only:
/// the page saves.
class PolicyPanel : public SidePanel {
    Q_OBJECT
public:
    explicit PolicyPanel(const Clock &clock, QWidget *parent = nullptr);
    /// `hasArchive`: a store whose moments can be kept. What is being edited for the same workspace is not overwritten.
    void showHealth(const BackupHealth &health, bool hasArchive);
    /// The policy as it is now, with what was changed here.
    BackupPolicy policy() const;
    bool isChanged() const { return typed() != m_filled; }
    void setBusy(bool busy);
    /// Takes what is shown as saved.
    void setSaved(const BackupPolicy &policy);

signals:
    void saveRequested(const plancia::BackupPolicy &policy);
    void showPhraseRequested();
    void enterPhraseRequested();
    void newKeyRequested();

private:
    void buildSchedule();
    void buildKeeping();
    void buildArchive();
    void buildSecondPlace();
    void buildEncryption();
    void showPolicy(const BackupPolicy &policy);
    BackupPolicy typed() const;
    void follow();
    void chooseFolder();

    const Clock &m_clock;
    BackupHealth m_health;
    BackupPolicy m_filled; ///< what the fields were filled from; others may have changed the policy since
    QVBoxLayout *m_part = nullptr;
    QComboBox *m_every = nullptr;
    FormField *m_everyField = nullptr;
    QComboBox *m_weekday = nullptr;
    FormField *m_weekdayField = nullptr;
    QSpinBox *m_monthday = nullptr;
    FormField *m_monthdayField = nullptr;
    QTimeEdit *m_at = nullptr;
    FormField *m_atField = nullptr;
    QSpinBox *m_minute = nullptr;
    FormField *m_minuteField = nullptr;
    QSpinBox *m_daily = nullptr, *m_weekly = nullptr, *m_monthly = nullptr;
    QSpinBox *m_maxAge = nullptr;
    QWidget *m_archivePart = nullptr;
    QCheckBox *m_archive = nullptr;
    QSpinBox *m_archiveSize = nullptr;
    QLineEdit *m_secondPlace = nullptr;
    QCheckBox *m_encrypt = nullptr;
    QPushButton *m_showPhrase = nullptr;
    QPushButton *m_newKey = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    bool m_isShowing = false;
    bool m_isBusy = false;
};

} // namespace plancia::ui
