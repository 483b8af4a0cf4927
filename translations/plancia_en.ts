<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>cli</name>
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
    <name>plancia::ui::MainWindow</name>
    <message numerus="yes">
        <source>Restored. %n check(s) of what was restored failed: see the maintenance page.</source>
        <translation>
            <numerusform>Restored. %n check of what was restored failed: see the maintenance page.</numerusform>
            <numerusform>Restored. %n checks of what was restored failed: see the maintenance page.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::RestoreAsk</name>
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
</TS>
