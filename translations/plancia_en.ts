<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>alerts</name>
    <message numerus="yes">
        <source>at least %n sample(s)</source>
        <translation><numerusform>at least %n sample</numerusform><numerusform>at least %n samples</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation><numerusform>%n rule</numerusform><numerusform>%n rules</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>of what alerts are</comment>
        <translation><numerusform>%1 and %n more</numerusform><numerusform>%1 and %n more</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n off</source>
        <translation>
            <numerusform>%n off</numerusform>
            <numerusform>%n off</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message numerus="yes">
        <source>%n person(s) or tenant(s) deleted for good since then will be back, without the row that proves it: delete them again.</source>
        <translation><numerusform>%n person or tenant deleted for good since then will be back, without the row that proves it: delete it again.</numerusform><numerusform>%n people or tenants deleted for good since then will be back, without the rows that prove it: delete them again.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>It begins as a key, but its last %n character(s) are missing: it was cut when it was copied.</source>
        <translation><numerusform>It begins as a key, but its last %n character is missing: it was cut when it was copied.</numerusform><numerusform>It begins as a key, but its last %n characters are missing: it was cut when it was copied.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>age of a backup</comment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>age of a backup</comment>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>age of a backup</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) since then will be gone. The newest: %1, %2.</source>
        <comment>%1: what was done, %2: when</comment>
        <translation>
            <numerusform>%n act since then will be gone. The newest: %1, %2.</numerusform>
            <numerusform>%n acts since then will be gone. The newest: %1, %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) will be revoked for good.</source>
        <translation>
            <numerusform>%n key will be revoked for good.</numerusform>
            <numerusform>%n keys will be revoked for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The agent would take it: %n event(s).</source>
        <translation><numerusform>The agent would take it: %n event.</numerusform><numerusform>The agent would take it: %n events.</numerusform></translation>
    </message>
</context>
<context>
    <name>passwordpolicy</name>
    <message numerus="yes">
        <source>at least %n character(s)</source>
        <translation>
            <numerusform>at least %n character</numerusform>
            <numerusform>at least %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the kinds small letters, capitals, digits, other signs</source>
        <translation>
            <numerusform>%n of the kinds small letters, capitals, digits, other signs</numerusform>
            <numerusform>%n of the kinds small letters, capitals, digits, other signs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ApiKeysModel</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>how long an old API key works on</comment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>how long an old API key works on</comment>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>how long an old API key works on</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::BackupsModel</name>
    <message numerus="yes">
        <source>The second place holds %n verified copies; none is missing.</source>
        <translation>
            <numerusform>The second place holds %n verified copy; none is missing.</numerusform>
            <numerusform>The second place holds %n verified copies; none is missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are not copied to the second place yet.</source>
        <translation>
            <numerusform>%n backup is not copied to the second place yet.</numerusform>
            <numerusform>%n backups are not copied to the second place yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) could not be looked at.</source>
        <translation>
            <numerusform>%n backup could not be looked at.</numerusform>
            <numerusform>%n backups could not be looked at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::EventsModel</name>
    <message numerus="yes">
        <source>%1 (and %n more like it)</source>
        <comment>an event that stands for others, too</comment>
        <translation><numerusform>%1 (and %n more like it)</numerusform><numerusform>%1 (and %n more like it)</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::LeakedKeysModel</name>
    <message numerus="yes">
        <source>%1 and %n more place(s)</source>
        <translation>
            <numerusform>%1 and %n more place</numerusform>
            <numerusform>%1 and %n more places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::SessionsModel</name>
    <message numerus="yes">
        <source>%n wait(s) for it</source>
        <comment>sessions that wait for a lock of this one</comment>
        <translation><numerusform>%n waits for it</numerusform><numerusform>%n wait for it</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::StatementsModel</name>
    <message numerus="yes">
        <source>All others, at least %n statement(s)</source>
        <comment>together, below a list of statements</comment>
        <translation><numerusform>All others, at least %n statement</numerusform><numerusform>All others, at least %n statements</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%n alert(s) are muted, and not shown.</source>
        <translation><numerusform>%n alert is muted, and not shown.</numerusform><numerusform>%n alerts are muted, and not shown.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s), last judged %1.</source>
        <comment>14 rules, last judged 12 s ago</comment>
        <translation><numerusform>%n rule, last judged %1.</numerusform><numerusform>%n rules, last judged %1.</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::AuditFilterBar</name>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n action</numerusform>
            <numerusform>%n actions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::AuditPage</name>
    <message numerus="yes">
        <source>%n act(s)</source>
        <translation>
            <numerusform>%n act</numerusform>
            <numerusform>%n acts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::AuditPanel</name>
    <message numerus="yes">
        <source>%n more field(s) are not shown.</source>
        <translation>
            <numerusform>%n more field is not shown.</numerusform>
            <numerusform>%n more fields are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::BackupsPage</name>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) moved to the trash.</source>
        <translation>
            <numerusform>%n backup moved to the trash.</numerusform>
            <numerusform>%n backups moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::BlockingView</name>
    <message numerus="yes">
        <source>%1 · %n session(s) waited</source>
        <comment>a moment, and how many sessions waited for a lock</comment>
        <translation><numerusform>%1 · %n session waited</numerusform><numerusform>%1 · %n sessions waited</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>at most %n at once</source>
        <comment>sessions that waited</comment>
        <translation><numerusform>at most %n at once</numerusform><numerusform>at most %n at once</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>There were %n more session(s) than are listed.</source>
        <comment>that waited, or that others waited for</comment>
        <translation><numerusform>There was %n more session than are listed.</numerusform><numerusform>There were %n more sessions than are listed.</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::BulkBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <comment>tenants</comment>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::BulkPanel</name>
    <message numerus="yes">
        <source>Suspend %n tenant(s)</source>
        <translation>
            <numerusform>Suspend %n tenant</numerusform>
            <numerusform>Suspend %n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Activate %n tenant(s)</source>
        <translation>
            <numerusform>Activate %n tenant</numerusform>
            <numerusform>Activate %n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n tenant(s)</source>
        <translation>
            <numerusform>Change %n tenant</numerusform>
            <numerusform>Change %n tenants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would be suspended.</source>
        <translation>
            <numerusform>%n tenant would be suspended.</numerusform>
            <numerusform>%n tenants would be suspended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would be activated.</source>
        <translation>
            <numerusform>%n tenant would be activated.</numerusform>
            <numerusform>%n tenants would be activated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would get these tags.</source>
        <translation>
            <numerusform>%n tenant would get these tags.</numerusform>
            <numerusform>%n tenants would get these tags.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would lose these tags.</source>
        <translation>
            <numerusform>%n tenant would lose these tags.</numerusform>
            <numerusform>%n tenants would lose these tags.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left alone</source>
        <comment>tenants</comment>
        <translation>
            <numerusform>%n left alone</numerusform>
            <numerusform>%n left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are as they were before.</source>
        <translation>
            <numerusform>%n tenant is as it was before.</numerusform>
            <numerusform>%n tenants are as they were before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are suspended.</source>
        <translation>
            <numerusform>%n tenant is suspended.</numerusform>
            <numerusform>%n tenants are suspended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are activated.</source>
        <translation>
            <numerusform>%n tenant is activated.</numerusform>
            <numerusform>%n tenants are activated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) got the tags.</source>
        <translation>
            <numerusform>%n tenant got the tags.</numerusform>
            <numerusform>%n tenants got the tags.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) lost the tags.</source>
        <translation>
            <numerusform>%n tenant lost the tags.</numerusform>
            <numerusform>%n tenants lost the tags.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left alone, since somebody changed them meanwhile</source>
        <comment>tenants</comment>
        <translation>
            <numerusform>%n left alone, since somebody changed it meanwhile</numerusform>
            <numerusform>%n left alone, since somebody changed them meanwhile</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::Compare</name>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) differ in %1</source>
        <extracomment>%1: &quot;2 tables&quot;</extracomment>
        <translation>
            <numerusform>%n row differs in %1</numerusform>
            <numerusform>%n rows differ in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing differs where the two could be compared, but %n table(s) could not be.</source>
        <translation>
            <numerusform>Nothing differs where the two could be compared, but %n table could not be.</numerusform>
            <numerusform>Nothing differs where the two could be compared, but %n tables could not be.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) more in the audit trail</source>
        <translation>
            <numerusform>%n act more in the audit trail</numerusform>
            <numerusform>%n acts more in the audit trail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) fewer in the audit trail</source>
        <translation>
            <numerusform>%n act fewer in the audit trail</numerusform>
            <numerusform>%n acts fewer in the audit trail</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionsPage</name>
    <message numerus="yes">
        <source>%n PostgreSQL server(s) that this installation knows.</source>
        <translation>
            <numerusform>%n PostgreSQL server that this installation knows.</numerusform>
            <numerusform>%n PostgreSQL servers that this installation knows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::DashboardEditor</name>
    <message numerus="yes">
        <source>A dashboard has at most %n rows.</source>
        <translation>
            <numerusform>A dashboard has at most %n row.</numerusform>
            <numerusform>A dashboard has at most %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::DifferencesPanel</name>
    <message numerus="yes">
        <source>%n field(s) more</source>
        <translation>
            <numerusform>%n field more</numerusform>
            <numerusform>%n fields more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::EventsView</name>
    <message numerus="yes">
        <source>%1 event(s)</source>
        <comment>in the stretch of time that is shown</comment>
        <translation><numerusform>%1 event</numerusform><numerusform>%1 events</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::HealthPage</name>
    <message numerus="yes">
        <source>%n target(s), watched by this console</source>
        <translation><numerusform>%n target, watched by this console</numerusform><numerusform>%n targets, watched by this console</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), watched by %1</source>
        <translation><numerusform>%n target, watched by %1</numerusform><numerusform>%n targets, watched by %1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation><numerusform>%n down</numerusform><numerusform>%n down</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation><numerusform>%n degraded</numerusform><numerusform>%n degraded</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation><numerusform>%n not known</numerusform><numerusform>%n not known</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::ImportPanel</name>
    <message numerus="yes">
        <source>%n tenant(s) are imported.</source>
        <translation>
            <numerusform>%n tenant is imported.</numerusform>
            <numerusform>%n tenants are imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n row(s)</source>
        <comment>%1: name of a file</comment>
        <translation>
            <numerusform>%1: %n row</numerusform>
            <numerusform>%1: %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>faults</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n tenant(s)</source>
        <translation>
            <numerusform>Import %n tenant</numerusform>
            <numerusform>Import %n tenants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeySecretDialog</name>
    <message numerus="yes">
        <source>Copied. The clipboard forgets it in %n second(s).</source>
        <translation>
            <numerusform>Copied. The clipboard forgets it in %n second.</numerusform>
            <numerusform>Copied. The clipboard forgets it in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeysPage</name>
    <message numerus="yes">
        <source>%n key(s) match</source>
        <translation>
            <numerusform>%n key matches</numerusform>
            <numerusform>%n keys match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::LeaksPage</name>
    <message numerus="yes">
        <source>%n file(s) or histories, %1.</source>
        <comment>what was looked through</comment>
        <translation>
            <numerusform>%n file or history, %1.</numerusform>
            <numerusform>%n files or histories, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) found</source>
        <translation>
            <numerusform>%n key found</numerusform>
            <numerusform>%n keys found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them can be used now.</source>
        <comment>leaked keys</comment>
        <translation>
            <numerusform>%n of them can be used now.</numerusform>
            <numerusform>%n of them can be used now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read, among them %1</source>
        <comment>files</comment>
        <translation>
            <numerusform>%n could not be read: %1</numerusform>
            <numerusform>%n could not be read, among them %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n key(s)?</source>
        <translation>
            <numerusform>Revoke %n key?</numerusform>
            <numerusform>Revoke %n keys?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) revoked.</source>
        <translation>
            <numerusform>%n key revoked.</numerusform>
            <numerusform>%n keys revoked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) look like a key, but the check characters at the end are wrong: mistyped, cut, or made up.</source>
        <translation>
            <numerusform>%n text looks like a key, but the check characters at the end are wrong: mistyped, cut, or made up.</numerusform>
            <numerusform>%n texts look like a key, but the check characters at the end are wrong: mistyped, cut, or made up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::MainWindow</name>
    <message numerus="yes">
        <source>Restored. %n check(s) of what was restored failed: see the maintenance page.</source>
        <translation>
            <numerusform>Restored. %n check of what was restored failed: see the maintenance page.</numerusform>
            <numerusform>Restored. %n checks of what was restored failed: see the maintenance page.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database connections of this program are open. More than %1 should not be.</source>
        <translation>
            <numerusform>%n database connection of this program is open. More than %1 should not be.</numerusform>
            <numerusform>%n database connections of this program are open. More than %1 should not be.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::MaintenancePage</name>
    <message numerus="yes">
        <source>Repair %n row(s)?</source>
        <translation>
            <numerusform>Repair %n row?</numerusform>
            <numerusform>Repair %n rows?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repaired: %n row(s).</source>
        <translation>
            <numerusform>Repaired: %n row.</numerusform>
            <numerusform>Repaired: %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Build %n index(es) anew?</source>
        <translation>
            <numerusform>Build %n index anew?</numerusform>
            <numerusform>Build %n indexes anew?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) are not well</source>
        <translation>
            <numerusform>%n check is not well</numerusform>
            <numerusform>%n checks are not well</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::MomentCard</name>
    <message numerus="yes">
        <source>%n commit(s) since then will be taken back.</source>
        <translation>
            <numerusform>%n commit since then will be taken back.</numerusform>
            <numerusform>%n commits since then will be taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) in view</source>
        <translation>
            <numerusform>%n backup in view</numerusform>
            <numerusform>%n backups in view</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::OfferCard</name>
    <message numerus="yes">
        <source>%n row(s) less than another way has</source>
        <translation>
            <numerusform>%n row less than another way has</numerusform>
            <numerusform>%n rows less than another way has</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) after it are not in it.</source>
        <translation>
            <numerusform>%n commit after it is not in it.</numerusform>
            <numerusform>%n commits after it are not in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are known to be lost.</source>
        <translation>
            <numerusform>%n row is known to be lost.</numerusform>
            <numerusform>%n rows are known to be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) break a rule and are left out.</source>
        <translation>
            <numerusform>%n row breaks a rule and is left out.</numerusform>
            <numerusform>%n rows break a rule and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) come from pages that nothing points to any more.</source>
        <translation>
            <numerusform>%n row comes from pages that nothing points to any more.</numerusform>
            <numerusform>%n rows come from pages that nothing points to any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) do not hold in it.</source>
        <translation>
            <numerusform>%n check does not hold in it.</numerusform>
            <numerusform>%n checks do not hold in it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::OneTimeSecret</name>
    <message numerus="yes">
        <source>The clipboard is emptied %n second(s) after copying.</source>
        <translation>
            <numerusform>The clipboard is emptied %n second after copying.</numerusform>
            <numerusform>The clipboard is emptied %n seconds after copying.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied. The clipboard is emptied in %n second(s).</source>
        <translation>
            <numerusform>Copied. The clipboard is emptied in %n second.</numerusform>
            <numerusform>Copied. The clipboard is emptied in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::PeoplePage</name>
    <message numerus="yes">
        <source>%n person(s) match</source>
        <translation>
            <numerusform>%n person matches</numerusform>
            <numerusform>%n people match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::PrunePanel</name>
    <message numerus="yes">
        <source>%n backup(s) would go to the trash. After seven days there %1 are free.</source>
        <extracomment>%1 is a size</extracomment>
        <translation>
            <numerusform>%n backup would go to the trash. After seven days there %1 are free.</numerusform>
            <numerusform>%n backups would go to the trash. After seven days there %1 are free.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::RestoreAsk</name>
    <message numerus="yes">
        <source>%n person(s) or tenant(s) deleted for good since then will be back, without the row that proves it: delete them again.</source>
        <translation><numerusform>%n person or tenant deleted for good since then will be back, without the row that proves it: delete it again.</numerusform><numerusform>%n people or tenants deleted for good since then will be back, without the rows that prove it: delete them again.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) since then will be gone. The newest: %1, %2.</source>
        <comment>%1: what was done, %2: when</comment>
        <translation>
            <numerusform>%n act since then will be gone: %1, %2.</numerusform>
            <numerusform>%n acts since then will be gone. The newest: %1, %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::SalvagePage</name>
    <message numerus="yes">
        <source>What was done in %n commit(s) after that is not in it.</source>
        <translation>
            <numerusform>What was done in %n commit after that is not in it.</numerusform>
            <numerusform>What was done in %n commits after that is not in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are not in it.</source>
        <translation>
            <numerusform>%n row is not in it.</numerusform>
            <numerusform>%n rows are not in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n place(s) more</source>
        <translation>
            <numerusform>… and %n place more</numerusform>
            <numerusform>… and %n places more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) may hold old rows, and are left out</source>
        <translation>
            <numerusform>%n page may hold old rows, and is left out</numerusform>
            <numerusform>%n pages may hold old rows, and are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::SchemaView</name>
    <message numerus="yes">
        <source>Install %n migration(s)</source>
        <translation>
            <numerusform>Install %n migration</numerusform>
            <numerusform>Install %n migrations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::ServerPage</name>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation><numerusform>%1 in %n file</numerusform><numerusform>%1 in %n files</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1; it stopped at its limit %n time(s)</source>
        <translation><numerusform>%1; it stopped at its limit %n time</numerusform><numerusform>%1; it stopped at its limit %n times</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::SessionsPage</name>
    <message numerus="yes">
        <source>%1 · %n wait(s)</source>
        <comment>a moment, and how many sessions wait for a lock</comment>
        <translation><numerusform>%1 · %n waits</numerusform><numerusform>%1 · %n wait</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n of the server itself</source>
        <comment>sessions</comment>
        <translation>
            <numerusform>%n of the server itself</numerusform>
            <numerusform>%n of the server itself</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::SilenceForm</name>
    <message numerus="yes">
        <source>As of %1 it would mute %n alert(s)</source>
        <translation><numerusform>As of %1 it would mute %n alert</numerusform><numerusform>As of %1 it would mute %n alerts</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Now it would mute %n alert(s)</source>
        <translation><numerusform>Now it would mute %n alert</numerusform><numerusform>Now it would mute %n alerts</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::StatementsView</name>
    <message numerus="yes">
        <source>The server dropped statements to make room for others, %n time(s): what they did since the look before is in no figure. pg_stat_statements.max is how many it keeps.</source>
        <translation><numerusform>The server dropped statements to make room for others, %n time: what they did since the look before is in no figure. pg_stat_statements.max is how many it keeps.</numerusform><numerusform>The server dropped statements to make room for others, %n times: what they did since the look before is in no figure. pg_stat_statements.max is how many it keeps.</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::StatusBar</name>
    <message numerus="yes">
        <source>%n tasks run</source>
        <translation>
            <numerusform>%n task runs</numerusform>
            <numerusform>%n tasks run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::StreamStatusView</name>
    <message numerus="yes">
        <source>next try in %n s</source>
        <translation>
            <numerusform>next try in %n s</numerusform>
            <numerusform>next try in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::SupportPage</name>
    <message numerus="yes">
        <source>%n file(s) · %1 · %2</source>
        <extracomment>%1: size, %2: &quot;3 values masked&quot;</extracomment>
        <translation>
            <numerusform>%n file · %1 · %2</numerusform>
            <numerusform>%n files · %1 · %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) masked</source>
        <translation>
            <numerusform>%n value masked</numerusform>
            <numerusform>%n values masked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::TablesPage</name>
    <message numerus="yes">
        <source>about %n row(s)</source>
        <translation>
            <numerusform>about %n row</numerusform>
            <numerusform>about %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n table(s) by name</source>
        <translation>
            <numerusform>The first %n table by name</numerusform>
            <numerusform>The first %n tables by name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantsPage</name>
    <message numerus="yes">
        <source>%n tenant(s) match</source>
        <translation>
            <numerusform>%n tenant matches</numerusform>
            <numerusform>%n tenants match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s)</source>
        <translation>
            <numerusform>%n tenant</numerusform>
            <numerusform>%n tenants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::TileForm</name>
    <message numerus="yes">
        <source>A tile shows at most %n metrics.</source>
        <translation>
            <numerusform>A tile shows at most %n metric.</numerusform>
            <numerusform>A tile shows at most %n metrics.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::UsagePage</name>
    <message numerus="yes">
        <source>Last %n days</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s).</source>
        <translation>
            <numerusform>%n key.</numerusform>
            <numerusform>%n keys.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::UserActs</name>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n session ended.</numerusform>
            <numerusform>%n sessions ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::UserDetail</name>
    <message numerus="yes">
        <source>%1 · used %2 · %n refresh(es)</source>
        <comment>an address and a time</comment>
        <translation>
            <numerusform>%1 · used %2 · %n refresh</numerusform>
            <numerusform>%1 · used %2 · %n refreshes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::ViewExporter</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>spans of which nothing is known</comment>
        <translation><numerusform>and %n more</numerusform><numerusform>and %n more</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <comment>of a list</comment>
        <translation><numerusform>%n row copied.</numerusform><numerusform>%n rows copied.</numerusform></translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyDetail</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <comment>with an API key</comment>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyVerifyForm</name>
    <message numerus="yes">
        <source>The service refuses it. It begins as a key, but its last %n character(s) are missing: it was cut when it was copied.</source>
        <translation><numerusform>The service refuses it. It begins as a key, but its last %n character is missing: it was cut when it was copied.</numerusform><numerusform>The service refuses it. It begins as a key, but its last %n characters are missing: it was cut when it was copied.</numerusform></translation>
    </message>
</context>
</TS>
