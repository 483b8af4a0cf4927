<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT">
<context>
    <name>Connections</name>
    <message>
        <source>Name lookup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption (TLS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privileges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia’s schema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns the host’s name into addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reaches the port of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees on encryption and checks the certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows user and password to the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at what the role may do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks for Plancia’s tables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <comment>stage of a connection test</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <comment>stage of a connection test</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reached</source>
        <comment>stage of a connection test</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look at it</source>
        <comment>stage of a connection test that passed with a warning</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>~/.pgpass or service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept for this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disable – never encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>allow – encrypted only if the server insists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefer – encrypted if the server can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>require – encrypted, server not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verify-ca – encrypted, certificate checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verify-full – encrypted, certificate and name checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server’s name is not compared with its certificate: another server with a certificate of the same authority could take its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line is encrypted, but nothing proves that the other end is your server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything, the password’s proof included, crosses the network in the clear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever stands between can switch encryption off without being noticed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red: production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amber: handle with care</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green: mine to try things</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey: nothing special</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>service %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 B</source>
        <comment>bytes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes a second</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a share of a hundred</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <comment>local time, then the same in UTC</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today %1</source>
        <comment>a time of day</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <comment>a time of day</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <comment>3 min ago</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>in 3 min</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Monitoring</name>
    <message>
        <source>Transactions / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>connections in use, of as many as allowed</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write-ahead log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent and local store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the write-ahead log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor cores in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transactions per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rollbacks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections by state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle in transaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <comment>connections in another state</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache-hit ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to answer the sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the schema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the latest version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the local store</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>List what was done, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these acts, for example TENANT_CREATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From this time on: ISO 8601, or 15m, 24h, 7d ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only acts on this tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acts on this installation, not on a workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so many rows (default 100)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on where a list before ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACTOR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TENANT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OBJECT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REASON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up the workspace and verify what was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it into this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the backups of the workspace, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BYTES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COMMIT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PATH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read a backup and compare it with its manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup&apos;s file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MASKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack a bundle for support, without anything secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it into this folder (default: the current one)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only show what would go in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace could not be opened (%1); the bundle says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (did you mean “%2”?)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this store, backup or bundle file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this PostgreSQL database, as postgresql://user@host/database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this workspace, by name or id (default: local)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the workspace without writing to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the password from the first line of standard input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print results and errors as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the log with this level: debug, info, warning, error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown command “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” needs one of: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown command “%1 %2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown option “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>option “%1” needs a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a command is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no option “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>option “%1” takes no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>option “%1” is given twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” needs %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not take “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“planciactl COMMAND --help” explains a command; “planciactl error explain CODE” explains an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection&apos;s name or id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the saved PostgreSQL connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PASSWORD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COLOUR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a PostgreSQL connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>postgresql://user@host:port/database, without a password (required)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the band: red (production), amber, green or grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always open it without writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password was not saved: no key ring can be used. Give it again with --password-stdin, or use ~/.pgpass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a connection, stage by stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CODE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DETAIL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget a connection and its password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only one of --store, --pg and --workspace can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List all error codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEVERITY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EXIT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TITLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain an error code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example DB_001</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit status: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more rows: --after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIGRATION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>APPLIED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the schema&apos;s migrations, applied and waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply the migrations that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent does not answer; trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print live samples, a line each, until Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End after so many samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show whether all is well with a workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not made here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 old, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schema:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers in:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest backup:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log file:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant&apos;s slug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its short name: a–z, 0–9 and -, fixed for ever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name (required)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trial, active (default) or suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List tenants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only trial, active or suspended ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only those with a word of name or slug that starts so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name (default), slug, created or updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SLUG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CREATED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a tenant&apos;s name or notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only when its row_version is still this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why, for the audit trail (required)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspend a tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activate a tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>age of a backup</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>age of a backup</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>age of a backup</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>List the workspaces that --workspace can name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed: this was only reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was overwritten: the other change is saved, yours is still in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If this was reading, nothing was changed. A change that was not confirmed was rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether your change was saved: Plancia looks again at the next connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Values that were not received are shown as a gap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed: the store is not touched, and other backups stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store itself is not touched. Do not rely on this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store is not touched. No backup was made, and the unfinished file was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe. What was being written is not saved, and no partial file is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was being written is not saved. Earlier data was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia stopped writing to the store, so that nothing gets worse. Backups are not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia changed nothing. Changes made by the other program are not in the audit trail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia stopped writing at once. What was saved before is in the file that was moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: a password that you type is kept for this run only, and never written to a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed: the store has its former schema.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe. The act that failed was not confirmed: look at the audit trail before you repeat it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before stays. What was not finished was rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server[ {host}] refused the user name or the password[ of {user}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password was changed on the server, was typed differently, or this user may not log in from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password again in the connection and save it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection to see which stage fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the administrator of the server whether the user may log in from this computer (pg_hba.conf).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server[ {host}] asks for a password[ of user {user}], and none is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring, the password file and this run of Plancia hold no password for the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password in the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or add a line for this server to ~/.pgpass (mode 0600), then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent refused the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent[ at {url}] refused the token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token in the settings is not the one in the agent&apos;s configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the agent&apos;s address and token in the settings with the agent&apos;s configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again after correcting them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace[ ({name})] is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups, bundles, stores of a newer version and connections marked read-only cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch to a workspace that may be written, for example the local store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If a connection is marked read-only on purpose, the mark can be removed in its form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privilege missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database role[ {user}] lacks a privilege that this act needs[: {privilege}][ on {table}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The role is not a member of plancia_viewer, plancia_support or plancia_admin, or the act asks for more than its role may do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection: the privileges stage names what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the administrator of the database to grant the role, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field[ “{field}”] needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field was left empty or holds only spaces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in the field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text[ of “{field}”] is too long[: {length} characters, and {limit} are allowed].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More was typed or pasted than the store may hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a slug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The slug[ “{value}”] has another shape than a slug: 1 to 63 letters a–z, digits and hyphens, with a letter or digit at both ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The slug is part of addresses, so it follows the rules of a DNS label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use small letters, digits and hyphens only, for example “north-wind”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text[ of “{field}”] holds characters that cannot be seen[: {value}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control characters and changes of the writing direction often come along when text is pasted, and can make a name look like another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the text instead of pasting it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command line not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command line was not understood[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option or argument is missing, misspelt or too many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the help of the command: planciactl --help, or planciactl COMMAND --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the command and run it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection address not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection address cannot be used[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not of the form postgresql://user@host:port/database, or it holds a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the address without a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the password in the key ring, in ~/.pgpass, or give it with --password-stdin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time[ “{value}”] cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are written as 2026-01-31, 2026-01-31T13:45:00Z, or as a span such as 90m, 24h, 7d.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the time in one of these forms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place in the list not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cursor belongs to another list or was cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A cursor holds good only for the list, the filter and the order that it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again from the beginning of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In scripts, pass “next” on exactly as it was printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This act asks for a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason is kept in the audit trail, so that others can see later why it was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a short reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the act again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number[ {value}][ of “{field}”] is out of range[: it must lie between {minimum} and {maximum}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is smaller or greater than the field allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a number within the range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not one of the choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value[ “{value}”][ of “{field}”] is not one of the allowed words[: {allowed}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The word is misspelt, or a newer version of Plancia knows more words than this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the allowed words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no tenant[ “{slug}”] in this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The slug is misspelt, or the tenant is in another workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it in the list of tenants.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check which workspace is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection[ “{name}”].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was removed or renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the saved connections, or make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or work with the local store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup[ at {path}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was moved, renamed or deleted, or its disk is not mounted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the disk is not mounted, mount it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such error code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no error code[ “{code}”].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is misspelt, or it comes from another version of Plancia.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List all codes with: planciactl error list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again with a code of the form DB_001.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file[ at {path}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace[ “{name}”].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection behind it was removed, or the name is misspelt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a saved connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant[ “{slug}”] was changed by somebody else after you opened it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two people edited it at the same time. The other one saved first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare your version with the saved one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the saved version, then make your change again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slug is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another tenant has the slug[ “{slug}”].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slugs name a tenant for ever and are given only once, also for suspended tenants.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another slug.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or open the tenant that has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another connection has the name[ “{name}”].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The names of connections are unique, so that the band over the window is never mistaken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status cannot change so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant[ “{slug}”] cannot change to this status[: it is {status} now].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has that status already, or there is no step from its status to the asked one. The list on screen may be older than the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the list again to see the status.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the act again if it is still needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests are waiting[: {limit} are allowed].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests come faster than they can be answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In scripts, run fewer commands at the same time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server[ {host}][ at port {port}] could not be reached[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is stopped, listens on another address or port, or a firewall lies between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the server runs, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check host and port of the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host name not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name[ {host}] could not be resolved to an address[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is misspelt, or the network (often a VPN) that knows it is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network or the VPN, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the host of the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database[ {host}] gave no answer[ within {seconds} s].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server or the network is overloaded, a firewall drops the packets silently, or the statement has to read very much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection to see which stage is slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow the filter, so that less has to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the database[ {host}] broke while reading[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server was restarted, the network changed, or the computer slept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: Plancia connects anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it happens again, test the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection[ to {host}] broke while a change was being committed, and the outcome could not be looked up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server or the network failed at the moment of the commit and is still not reachable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try to connect again: Plancia then says whether the change is in the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not repeat the change before that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it in the audit trail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statement failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database reported an error[ ({sqlstate})][: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused a statement for a reason that Plancia does not know in particular.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it fails again, create a bundle and pass it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no database[ “{database}”] on the server[ {host}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is misspelt, or the database was dropped or renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the database&apos;s name in the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secure connection[ to {host}] could not be agreed[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate is expired, for another name, or from an authority that this computer does not trust, or the server offers no TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection: the TLS stage shows the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the server&apos;s root certificate, or renew the certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the TLS mode of the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server[ {host}] accepts no more connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s max_connections is reached, or the limit of this role or database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close connections that nobody needs, or ask the administrator to raise the limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else writes to the store[ {path}][: {holder}]. Plancia waited[ {seconds} s] in vain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another window, planciactl, the agent or another program holds the store for a long time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when the other one has finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the running tasks, and end the one that is not needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many at the same rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change met others at the same rows and was rolled back[ ({sqlstate})], also after several tries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many sessions change the same rows at the same time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the server&apos;s locks if it happens often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schema not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia&apos;s schema is not installed in the database[ {database}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is new, or it is another one than intended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the migrations, then install the schema.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or choose another database in the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server is starting or stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server[ {host}] is starting up or shutting down[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server was restarted, or recovers after a crash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it lasts, look at the server&apos;s log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change was not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection[ to {host}] broke during the change. Plancia connected again and looked: the change is not in the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server was restarted or the network failed before the change was committed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the change again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection if it happens again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unexpected data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store holds a row[ in {table}] that Plancia cannot read[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program wrote to the store, or the schema was changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a bundle and pass it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a backup to see the state before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup[ {path}] differs from what was written[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk returned other bytes than were stored, or the file was changed or cut short after the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up again now, to another disk if there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify the other backups in the same folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the damaged file: parts of it may still be readable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup without a manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest of the backup[ {path}] is missing or cannot be read[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup was interrupted before it was complete, or the manifest was not copied along with the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the manifest (NAME.manifest.json) to where the backup is, then verify again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or back up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup not finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup could not be finished[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target disk failed, or the store changed in a way that the backup cannot follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backups here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace cannot be backed up by Plancia.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups are made of local stores. Backups and bundles are copies already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the local store to back it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up a server with its own tools, for example pg_basebackup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address[ {host}][ at port {port}] refused the connection[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens there, or a firewall refuses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the other side runs, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address[ {host}] gave no answer[ within {seconds} s].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side is overloaded or away, or a firewall drops the packets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No live values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent[ at {url}] does not answer[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent was stopped, or the network to it is interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try to reach it now. Plancia also tries by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the agent&apos;s address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side of the stream[ at {url}] sent something that is no message of ours[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something other than a Plancia agent listens at that address, or a proxy changes the stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent of another version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent[ at {url}] speaks another version of the protocol than this program[: {found} instead of {expected}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia and the agent were not updated together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the older of the two, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or use the built-in agent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent could not listen[ at port {port}][: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program, perhaps another agent, listens there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the other program, or choose another port in the agent&apos;s configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the agent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to do[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is as asked already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the latest state to see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the next thing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left on the disk[ of {path}][: {needed} are needed and {free} are free].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk, or the quota of this user, is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some room, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not allow Plancia to use[ {path}][: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file or folder belongs to another user, or its disk is mounted read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the owner or the mode of the file or folder, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file[ {path}] could not be read[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reports an error, or the file was cut short or taken away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the system&apos;s log for errors of the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If a backup exists, open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file[ {path}] could not be written[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reports an error, or it was taken away or became read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a file of Plancia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file[ {path}] is no store, backup or bundle of Plancia.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made by another program, is empty, or is no database at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store[ {path}] is damaged[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk returned other bytes than were stored, or another program wrote into the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the newest verified backup to see what it holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the store for reading only, to save what can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed without Plancia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store[ {path}] was changed by another program than Plancia.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody opened the store with a database tool, or a program that synchronises files replaced it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find out which program wrote, and keep it away from the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now, so that this state is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the latest state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store was replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the open store[ {path}] was moved, deleted or replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program that synchronises files, or somebody by hand, put another file in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file back, or choose the file to go on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the newest backup to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exists already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a file[ at {path}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia does not replace files that it did not ask about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or move the existing file away, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration[ {path}] cannot be used[: line {line}][, key “{key}”][: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key is misspelt, missing, or has a value that it cannot have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manual plancia-agent(1) lists all keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home folder cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia cannot use its folder[ {path}][: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder belongs to another user, can be written by others, or lies on a read-only disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the owner of the folder and its mode (0700).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or set PLANCIA_HOME to another folder, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no key ring that can be used[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secret service (for example GNOME Keyring or KWallet) runs in this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a key ring service, then save the connection again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or keep the password in ~/.pgpass (mode 0600).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key ring is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring is locked[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring was not unlocked in this session, or the question was dismissed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the key ring, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or type the password for this run in the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display to open a window on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia was started in a session without a graphical screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it in a graphical session, or over ssh -X.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or use planciactl, which needs no display.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store of a newer version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store[ {path}] was written by a newer version of Plancia[: schema {found}, and this program knows {expected}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia was updated elsewhere and then started here in an older version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Plancia.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the store for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Migration failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The migration[ {number}][ “{name}”] failed and was rolled back[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store holds something that the new schema does not allow, or the disk or the connection failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the older version of Plancia meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Migration differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The migration[ {number}] that was applied to this store differs from the one of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store was made by a development version, or its schema was changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Migrations are waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store[ {path}] has an older schema than this program[: {found} instead of {expected}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store was last used by an older version of Plancia.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the migrations, then apply them. A local store is backed up first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or open the store for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistake in Plancia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia made a mistake[: {message}].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a fault of the program, not of your data or of what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Plancia again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia is closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work was ended because Plancia is closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window was closed, or the system ended the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the work again if it is still needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody pressed Cancel or Ctrl+C.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again if it is still needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise there is nothing to do.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::AuditModel</name>
    <message>
        <source>done</source>
        <comment>result of an act</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <comment>result of an act</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <comment>result of an act</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <comment>address that an act came from</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::BackupsModel</name>
    <message>
        <source>verified</source>
        <comment>state of a backup</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not verified</source>
        <comment>state of a backup</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged</source>
        <comment>state of a backup</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file missing</source>
        <comment>state of a backup</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by hand</source>
        <comment>why a backup was made</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scheduled</source>
        <comment>why a backup was made</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before a migration</source>
        <comment>why a backup was made</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before %1</source>
        <comment>why a backup was made; %1 is an act</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>why a backup was made</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <comment>number of a write to the store</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::TenantsModel</name>
    <message>
        <source>trial</source>
        <comment>status of a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <comment>status of a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended</source>
        <comment>status of a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slug</source>
        <comment>short name in addresses</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConfirmDialog</name>
    <message>
        <source>Workspace: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the audit trail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the name to go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>db.example.org, an address, or /run/postgresql</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From ~/.pgpass or the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the password comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name in pg_service.conf; it fills what is left empty above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band over the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type to replace the stored one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes to the key ring of this session, never to a file of Plancia’s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no key ring here: it is kept for this run only and asked again at the next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring is locked: it is kept for this run only and asked again at the next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again: a password is not kept while the page is built anew.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionTestView</name>
    <message>
        <source>Testing “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the server, stage by stage. A server that does not answer is given up after some seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lets %2 in, but look at what follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lets %2 in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionsModel</name>
    <message>
        <source>%1, read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::ErrorPanel</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when it is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::FactGrid</name>
    <message>
        <source>%1: %2</source>
        <comment>what a value is, and the value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::PageStates</name>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::Palette</name>
    <message>
        <source>Go to …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::ProgressRow</name>
    <message>
        <source>%1 of %2</source>
        <comment>done of all</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::SchemaView</name>
    <message>
        <source>Plancia’s schema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Migrations, in the order they run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQL of the chosen migration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the roles script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the roles script…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plancia’s schema on “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1, up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is there. What ran is shown below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user may not create tables in the database. Ask its administrator for the right to, or to run the roles script, then look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user cannot make all of Plancia’s roles. Give the roles script to an administrator of the server; without it the schema goes on with the roles that exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has run yet. Read the SQL below: it runs in one transaction, in schema “plancia”, and touches nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 – applied %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 – waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles, for an administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Install %n migration(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Installing. This takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the roles script</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::SidePanel</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::StatusBar</name>
    <message>
        <source>Backing up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the example service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing a debug bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1: in every line of the log and every row of the audit trail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tasks run</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 local · %2 UTC</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantConflict</name>
    <message>
        <source>Somebody else saved this tenant while you worked on it. Nothing of yours is lost, and nothing of theirs was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their version was saved %1 (CONFLICT_001).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They changed the status from “%1” to “%2”. Saving your version leaves that as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They changed the name from “%1” to “%2”. Your act leaves that as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They changed the notes. Your act leaves that as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same in both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theirs, as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <comment>a field without text</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantDetail</name>
    <message>
        <source>created</source>
        <comment>act on a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <comment>act on a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended</source>
        <comment>act on a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>activated</source>
        <comment>act on a tenant</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an act and how it ended</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason of the status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last acts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All acts on this tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <comment>when a tenant was created</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>when a tenant was changed last</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace has no audit trail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has done anything with this tenant yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slug</source>
        <comment>short name in addresses</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For operators only. The tenant never sees them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of addresses, and fixed once the tenant is created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The slug was fixed when the tenant was created.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantStatusForm</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the audit trail, so that others can see later why it was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service refuses this tenant&apos;s users and keys from their next request on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is deleted. The tenant can be activated again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial ends, and the tenant counts as active from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be suspended later, but it does not go back to being a trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service lets this tenant&apos;s users and keys in again from their next request on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant can be suspended again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is production. Type “%1” to go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::Toast</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>plancia::ui::TopBar</name>
    <message>
        <source>No workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are looking at a backup: everything is as it was on %1. Nothing can be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are looking at a backup. Nothing can be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This store is from a newer version of Plancia. It is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connected database role may only read. Nothing can be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file lies where nothing can be written. It is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are looking at a debug bundle. It shows what was packed, and nothing can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is open for reading only. Nothing can be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a page, workspace or error code …   Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
