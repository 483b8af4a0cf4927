<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT">
<context>
    <name>Connections</name>
    <message>
        <source>Name lookup</source>
        <translation>Ricerca del nome</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>Encryption (TLS)</source>
        <translation>Cifratura (TLS)</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Accesso</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Privileges</source>
        <translation>Privilegi</translation>
    </message>
    <message>
        <source>Plancia’s schema</source>
        <translation>Schema di Plancia</translation>
    </message>
    <message>
        <source>Turns the host’s name into addresses.</source>
        <translation>Trova gli indirizzi del nome host.</translation>
    </message>
    <message>
        <source>Reaches the port of the server.</source>
        <translation>Raggiunge la porta del server.</translation>
    </message>
    <message>
        <source>Agrees on encryption and checks the certificate.</source>
        <translation>Concorda la cifratura e verifica il certificato.</translation>
    </message>
    <message>
        <source>Shows user and password to the server.</source>
        <translation>Presenta utente e password al server.</translation>
    </message>
    <message>
        <source>Opens the database.</source>
        <translation>Apre il database.</translation>
    </message>
    <message>
        <source>Looks at what the role may do.</source>
        <translation>Controlla che cosa può fare il ruolo.</translation>
    </message>
    <message>
        <source>Looks for Plancia’s tables.</source>
        <translation>Cerca le tabelle di Plancia.</translation>
    </message>
    <message>
        <source>passed</source>
        <comment>stage of a connection test</comment>
        <translation>superata</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>stage of a connection test</comment>
        <translation>fallita</translation>
    </message>
    <message>
        <source>not reached</source>
        <comment>stage of a connection test</comment>
        <translation>non raggiunta</translation>
    </message>
    <message>
        <source>look at it</source>
        <comment>stage of a connection test that passed with a warning</comment>
        <translation>da controllare</translation>
    </message>
    <message>
        <source>key ring</source>
        <translation>portachiavi</translation>
    </message>
    <message>
        <source>~/.pgpass or service</source>
        <translation>~/.pgpass o servizio</translation>
    </message>
    <message>
        <source>kept for this run</source>
        <translation>conservata per questa esecuzione</translation>
    </message>
    <message>
        <source>no password</source>
        <translation>nessuna password</translation>
    </message>
    <message>
        <source>disable – never encrypted</source>
        <translation>disable – mai cifrata</translation>
    </message>
    <message>
        <source>The server’s name is not compared with its certificate: another server with a certificate of the same authority could take its place.</source>
        <translation>Il nome del server non viene confrontato con il suo certificato: un altro server con un certificato della stessa autorità potrebbe prenderne il posto.</translation>
    </message>
    <message>
        <source>The line is encrypted, but nothing proves that the other end is your server.</source>
        <translation>La linea è cifrata, ma nulla dimostra che dall’altra parte ci sia il server giusto.</translation>
    </message>
    <message>
        <source>Everything, the password’s proof included, crosses the network in the clear.</source>
        <translation>Tutto attraversa la rete in chiaro, compresa la prova della password.</translation>
    </message>
    <message>
        <source>Whoever stands between can switch encryption off without being noticed.</source>
        <translation>Chi sta in mezzo può disattivare la cifratura senza farsi notare.</translation>
    </message>
    <message>
        <source>Red: production</source>
        <translation>Rosso: produzione</translation>
    </message>
    <message>
        <source>Amber: handle with care</source>
        <translation>Ambra: da trattare con cura</translation>
    </message>
    <message>
        <source>Green: mine to try things</source>
        <translation>Verde: per le prove</translation>
    </message>
    <message>
        <source>Grey: nothing special</source>
        <translation>Grigio: nulla di particolare</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>servizio %1</translation>
    </message>
    <message>
        <source>allow – only if the server insists</source>
        <translation>allow – solo se il server lo impone</translation>
    </message>
    <message>
        <source>prefer – if the server can</source>
        <translation>prefer – se il server lo consente</translation>
    </message>
    <message>
        <source>require – server not checked</source>
        <translation>require – server non verificato</translation>
    </message>
    <message>
        <source>verify-ca – certificate checked</source>
        <translation>verify-ca – certificato verificato</translation>
    </message>
    <message>
        <source>verify-full – certificate and name checked</source>
        <translation>verify-full – certificato e nome verificati</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 B</source>
        <comment>bytes</comment>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes a second</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 g</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a share of a hundred</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <comment>local time, then the same in UTC</comment>
        <translation>%1 (%2 UTC)</translation>
    </message>
    <message>
        <source>today %1</source>
        <comment>a time of day</comment>
        <translation>oggi %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <comment>a time of day</comment>
        <translation>ieri %1</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>adesso</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <comment>3 min ago</comment>
        <translation>%1 fa</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>in 3 min</comment>
        <translation>fra %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <comment>a time of day</comment>
        <translation>domani %1</translation>
    </message>
</context>
<context>
    <name>HealthWords</name>
    <message>
        <source>Unknown</source>
        <comment>state of a health target</comment>
        <translation>Sconosciuto</translation>
    </message>
    <message>
        <source>Up</source>
        <comment>state of a health target</comment>
        <translation>In funzione</translation>
    </message>
    <message>
        <source>Degraded</source>
        <comment>state of a health target</comment>
        <translation>Degradato</translation>
    </message>
    <message>
        <source>Down</source>
        <comment>state of a health target</comment>
        <translation>Fuori servizio</translation>
    </message>
    <message>
        <source>TCP port</source>
        <translation>Porta TCP</translation>
    </message>
    <message>
        <source>Metrics page</source>
        <translation>Pagina di metriche</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificato</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>Spazio su disco</translation>
    </message>
    <message>
        <source>Backup age</source>
        <translation>Età dei backup</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two times</comment>
        <translation>da %1 a %2</translation>
    </message>
    <message>
        <source>Not looked at, so nothing is known.</source>
        <translation>Non controllato: non si sa nulla.</translation>
    </message>
    <message>
        <source>%1, up %2</source>
        <comment>the worst state in a span, and how much of it was up</comment>
        <translation>%1, in funzione %2</translation>
    </message>
    <message>
        <source>Down for %1</source>
        <translation>Fuori servizio per %1</translation>
    </message>
    <message>
        <source>Not known for %1</source>
        <translation>Sconosciuto per %1</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>resident memory</source>
        <translation>memoria residente</translation>
    </message>
    <message>
        <source>processor cores</source>
        <translation>core del processore</translation>
    </message>
    <message>
        <source>commits</source>
        <translation>commit</translation>
    </message>
    <message>
        <source>write-ahead log</source>
        <translation>write-ahead log</translation>
    </message>
    <message>
        <source>one read</source>
        <translation>una lettura</translation>
    </message>
    <message>
        <source>rollbacks</source>
        <translation>rollback</translation>
    </message>
    <message>
        <source>transactions</source>
        <translation>transazioni</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>annullate</translation>
    </message>
    <message>
        <source>cache hits</source>
        <translation>successi della cache</translation>
    </message>
    <message>
        <source>blocks found</source>
        <translation>blocchi trovati</translation>
    </message>
    <message>
        <source>blocks read</source>
        <translation>blocchi letti</translation>
    </message>
    <message>
        <source>rows read</source>
        <translation>righe lette</translation>
    </message>
    <message>
        <source>rows fetched by index</source>
        <translation>righe prese con un indice</translation>
    </message>
    <message>
        <source>inserted</source>
        <translation>inserite</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>aggiornate</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>eliminate</translation>
    </message>
    <message>
        <source>temporary files</source>
        <translation>file temporanei</translation>
    </message>
    <message>
        <source>deadlocks</source>
        <translation>deadlock</translation>
    </message>
    <message>
        <source>cancelled by recovery</source>
        <translation>interrotte dal recupero</translation>
    </message>
    <message>
        <source>sessions at work</source>
        <translation>sessioni al lavoro</translation>
    </message>
    <message>
        <source>sessions idle in a transaction</source>
        <translation>sessioni ferme in una transazione</translation>
    </message>
    <message>
        <source>sessions at the disk</source>
        <translation>sessioni in attesa del disco</translation>
    </message>
    <message>
        <source>checksum failures</source>
        <translation>errori di checksum</translation>
    </message>
    <message>
        <source>one sample</source>
        <translation>un campione</translation>
    </message>
    <message>
        <source>uptime</source>
        <translation>attivo da</translation>
    </message>
    <message>
        <source>active</source>
        <translation>attive</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>inattive</translation>
    </message>
    <message>
        <source>idle in transaction</source>
        <translation>ferme in una transazione</translation>
    </message>
    <message>
        <source>other</source>
        <translation>altre</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in uso</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>consentite</translation>
    </message>
    <message>
        <source>share in use</source>
        <translation>quota in uso</translation>
    </message>
    <message>
        <source>longest statement</source>
        <translation>istruzione più lunga</translation>
    </message>
    <message>
        <source>longest transaction</source>
        <translation>transazione più lunga</translation>
    </message>
    <message>
        <source>running</source>
        <translation>in esecuzione</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>lock</translation>
    </message>
    <message>
        <source>internal lock</source>
        <translation>lock interno</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>disco</translation>
    </message>
    <message>
        <source>client</source>
        <translation>client</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>altro</translation>
    </message>
    <message>
        <source>longest wait for a lock</source>
        <translation>attesa più lunga per un lock</translation>
    </message>
    <message>
        <source>held</source>
        <translation>tenuti</translation>
    </message>
    <message>
        <source>awaited</source>
        <translation>attesi</translation>
    </message>
    <message>
        <source>share of the lock table</source>
        <translation>quota della tabella dei lock</translation>
    </message>
    <message>
        <source>statements</source>
        <translation>istruzioni</translation>
    </message>
    <message>
        <source>mean time</source>
        <translation>tempo medio</translation>
    </message>
    <message>
        <source>statements at work</source>
        <translation>istruzioni al lavoro</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>righe</translation>
    </message>
    <message>
        <source>temporary blocks</source>
        <translation>blocchi temporanei</translation>
    </message>
    <message>
        <source>statements at the disk</source>
        <translation>istruzioni in attesa del disco</translation>
    </message>
    <message>
        <source>different statements</source>
        <translation>istruzioni diverse</translation>
    </message>
    <message>
        <source>evictions</source>
        <translation>espulsioni</translation>
    </message>
    <message>
        <source>log written</source>
        <translation>log scritto</translation>
    </message>
    <message>
        <source>log records</source>
        <translation>record del log</translation>
    </message>
    <message>
        <source>full pages</source>
        <translation>pagine intere</translation>
    </message>
    <message>
        <source>buffers full</source>
        <translation>buffer pieni</translation>
    </message>
    <message>
        <source>log on the disk</source>
        <translation>log sul disco</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>a tempo</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>su richiesta</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>scrittura</translation>
    </message>
    <message>
        <source>syncing</source>
        <translation>sincronizzazione</translation>
    </message>
    <message>
        <source>by checkpoints</source>
        <translation>dai checkpoint</translation>
    </message>
    <message>
        <source>by the background writer</source>
        <translation>dal background writer</translation>
    </message>
    <message>
        <source>by sessions</source>
        <translation>dalle sessioni</translation>
    </message>
    <message>
        <source>allocated</source>
        <translation>allocati</translation>
    </message>
    <message>
        <source>standbys</source>
        <translation>standby</translation>
    </message>
    <message>
        <source>furthest behind</source>
        <translation>il più indietro</translation>
    </message>
    <message>
        <source>this standby behind</source>
        <translation>ritardo di questo standby</translation>
    </message>
    <message>
        <source>slots in use</source>
        <translation>slot in uso</translation>
    </message>
    <message>
        <source>slots without a reader</source>
        <translation>slot senza lettore</translation>
    </message>
    <message>
        <source>kept for a slot</source>
        <translation>tenuto per uno slot</translation>
    </message>
    <message>
        <source>failures of archiving</source>
        <translation>archiviazioni fallite</translation>
    </message>
    <message>
        <source>since the last archiving</source>
        <translation>dall’ultima archiviazione</translation>
    </message>
    <message>
        <source>size of the database</source>
        <translation>dimensione del database</translation>
    </message>
    <message>
        <source>transaction numbers used</source>
        <translation>numeri di transazione usati</translation>
    </message>
    <message>
        <source>multixacts used</source>
        <translation>multixact usati</translation>
    </message>
    <message>
        <source>dead rows</source>
        <translation>righe morte</translation>
    </message>
    <message>
        <source>share of dead rows</source>
        <translation>quota di righe morte</translation>
    </message>
    <message>
        <source>autovacuum at work</source>
        <translation>autovacuum al lavoro</translation>
    </message>
    <message>
        <source>autovacuum allowed</source>
        <translation>autovacuum consentiti</translation>
    </message>
    <message>
        <source>invalid indexes</source>
        <translation>indici non validi</translation>
    </message>
    <message>
        <source>tables never analysed</source>
        <translation>tabelle mai analizzate</translation>
    </message>
    <message>
        <source>may read statistics of all</source>
        <translation>può leggere le statistiche di tutti</translation>
    </message>
    <message>
        <source>statements are kept</source>
        <translation>le istruzioni sono conservate</translation>
    </message>
    <message>
        <source>up</source>
        <translation>in funzione</translation>
    </message>
    <message>
        <source>response time</source>
        <translation>tempo di risposta</translation>
    </message>
    <message>
        <source>period</source>
        <translation>periodo</translation>
    </message>
    <message>
        <source>in this state for</source>
        <translation>in questo stato da</translation>
    </message>
    <message>
        <source>days until the certificate ends</source>
        <translation>giorni alla scadenza del certificato</translation>
    </message>
    <message>
        <source>free on the disk</source>
        <translation>liberi sul disco</translation>
    </message>
    <message>
        <source>share of the disk that is free</source>
        <translation>quota libera del disco</translation>
    </message>
    <message>
        <source>age of the newest proved backup</source>
        <translation>età dell’ultimo backup provato</translation>
    </message>
    <message>
        <source>series on the page</source>
        <translation>serie sulla pagina</translation>
    </message>
    <message>
        <source>looks of the agent</source>
        <translation>letture dell’agente</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connessione</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>in pausa</translation>
    </message>
</context>
<context>
    <name>Monitoring</name>
    <message>
        <source>Agent and local store</source>
        <translation>Agente e archivio locale</translation>
    </message>
    <message>
        <source>PostgreSQL: %1</source>
        <translation>PostgreSQL: %1</translation>
    </message>
    <message>
        <source>agent away</source>
        <translation>agente assente</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>non conservati</translation>
    </message>
    <message>
        <source>counters began anew</source>
        <translation>contatori azzerati</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>nessuna risposta</translation>
    </message>
    <message>
        <source>no standby</source>
        <translation>nessuno standby</translation>
    </message>
    <message>
        <source>needs pg_monitor</source>
        <translation>serve pg_monitor</translation>
    </message>
    <message>
        <source>needs pg_stat_statements</source>
        <translation>serve pg_stat_statements</translation>
    </message>
    <message>
        <source>only of a standby</source>
        <translation>solo di uno standby</translation>
    </message>
    <message>
        <source>not of a standby</source>
        <translation>non di uno standby</translation>
    </message>
    <message>
        <source>checksums are off</source>
        <translation>checksum disattivati</translation>
    </message>
    <message>
        <source>no slot</source>
        <translation>nessuno slot</translation>
    </message>
    <message>
        <source>nothing archived</source>
        <translation>niente archiviato</translation>
    </message>
    <message>
        <source>Target: %1</source>
        <translation>Obiettivo: %1</translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>No workspace</source>
        <translation>Nessuna area di lavoro</translation>
    </message>
    <message>
        <source>Local store</source>
        <translation>Archivio locale</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Esempi</translation>
    </message>
    <message>
        <source>You are looking at a backup: everything is as it was at %1. Nothing can be changed here.</source>
        <translation>Questo è un backup: tutto è com’era il %1. Qui non si può modificare nulla.</translation>
    </message>
    <message>
        <source>You are looking at a backup. Nothing can be changed here.</source>
        <translation>Questo è un backup. Qui non si può modificare nulla.</translation>
    </message>
    <message>
        <source>This store is from a newer version of Plancia. It is open for reading only.</source>
        <translation>Questo archivio proviene da una versione più recente di Plancia. È aperto in sola lettura.</translation>
    </message>
    <message>
        <source>The connected database role may only read. Nothing can be changed here.</source>
        <translation>Il ruolo di database connesso può solo leggere. Qui non si può modificare nulla.</translation>
    </message>
    <message>
        <source>This file lies where nothing can be written. It is open for reading only.</source>
        <translation>Questo file si trova dove non si può scrivere. È aperto in sola lettura.</translation>
    </message>
    <message>
        <source>You are looking at a debug bundle. It shows what was packed, and nothing can be changed.</source>
        <translation>Questo è un pacchetto di diagnostica. Mostra ciò che vi è stato inserito e non si può modificare nulla.</translation>
    </message>
    <message>
        <source>This workspace is open for reading only. Nothing can be changed here.</source>
        <translation>Questa area di lavoro è aperta in sola lettura. Qui non si può modificare nulla.</translation>
    </message>
    <message>
        <source>Backups of the local store</source>
        <translation>Backup dell’archivio locale</translation>
    </message>
    <message>
        <source>The local store cannot be opened. Choose a backup to go back to; the damaged files are kept.</source>
        <translation>L’archivio locale non si può aprire. Scegliere un backup a cui tornare; i file danneggiati restano conservati.</translation>
    </message>
    <message>
        <source>Local store at commit %1</source>
        <translation>Archivio locale al commit %1</translation>
    </message>
    <message>
        <source>You are looking at a moment of the local store: everything is as it was at %1. Nothing can be changed here.</source>
        <translation>Stai guardando un momento dell’archivio locale: tutto è com’era il %1. Qui non si può modificare nulla.</translation>
    </message>
    <message>
        <source>This file is no store of Plancia. Its tables are shown as they are, and nothing can be changed.</source>
        <translation>Questo file non è un archivio di Plancia. Le sue tabelle sono mostrate come sono, e nulla può essere cambiato.</translation>
    </message>
    <message>
        <source>The store cannot be written now: its disk is full, read-only or failing, or another program keeps it locked. Nothing can be changed until that has passed; Plancia looks by itself.</source>
        <translation>Ora non si può scrivere nell’archivio: il disco è pieno, di sola lettura o guasto, oppure un altro programma lo tiene bloccato. Finché dura non si può modificare nulla; Plancia ricontrolla da sé.</translation>
    </message>
    <message>
        <source>A log lies beside the file and is not read: its last changes may be missing.</source>
        <translation>Accanto al file c’è un log che non viene letto: le ultime modifiche possono mancare.</translation>
    </message>
    <message>
        <source>The log beside the file is read too, on a copy.</source>
        <translation>Anche il log accanto al file è letto, su una copia.</translation>
    </message>
    <message>
        <source>It is of another version and does not have: %1.</source>
        <comment>names of tables and columns</comment>
        <translation>È di un’altra versione e non ha: %1.</translation>
    </message>
    <message>
        <source>It also has what this version does not know: %1.</source>
        <comment>names of tables and columns</comment>
        <translation>Ha anche ciò che questa versione non conosce: %1.</translation>
    </message>
    <message>
        <source>This store was moved to %1 on %2. It is read-only since: go on there.</source>
        <comment>%1: where a store lives, %2: a time</comment>
        <translation>Questo archivio è stato spostato in %1 il %2. Da allora è in sola lettura: si continua lì.</translation>
    </message>
    <message>
        <source>A move of this store to %1 began on %2, and its end is not known. Nothing can be changed here until it is settled.</source>
        <comment>%1: where a store lives, %2: a time</comment>
        <translation>Uno spostamento di questo archivio in %1 è cominciato il %2 e non se ne conosce la fine. Qui non si può cambiare nulla finché non è chiarito.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Try now</source>
        <translation>Riprova ora</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Prova la connessione</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Apri le connessioni</translation>
    </message>
    <message>
        <source>Open backups</source>
        <translation>Apri i backup</translation>
    </message>
    <message>
        <source>Open support</source>
        <translation>Apri il supporto</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Apri le impostazioni</translation>
    </message>
    <message>
        <source>Open the audit trail</source>
        <translation>Apri il registro di audit</translation>
    </message>
    <message>
        <source>Open it read-only</source>
        <translation>Apri in sola lettura</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Scegli un altro file</translation>
    </message>
    <message>
        <source>Create a bundle</source>
        <translation>Crea un pacchetto</translation>
    </message>
    <message>
        <source>Look at the schema</source>
        <translation>Esamina lo schema</translation>
    </message>
    <message>
        <source>Load the latest version</source>
        <translation>Carica la versione più recente</translation>
    </message>
    <message>
        <source>Use the local store</source>
        <translation>Usa l’archivio locale</translation>
    </message>
    <message>
        <source>Open maintenance</source>
        <translation>Apri la manutenzione</translation>
    </message>
    <message>
        <source>Open the tables</source>
        <translation>Apri le tabelle</translation>
    </message>
    <message>
        <source>Begin with an empty store</source>
        <translation>Ricomincia con un archivio vuoto</translation>
    </message>
    <message>
        <source>Enter the recovery phrase</source>
        <translation>Inserisci la frase di recupero</translation>
    </message>
    <message>
        <source>Open “Move”</source>
        <translation>Apri «Sposta»</translation>
    </message>
</context>
<context>
    <name>acts</name>
    <message>
        <source>tenant %1 created by %2</source>
        <translation>tenant %1 creato da %2</translation>
    </message>
    <message>
        <source>tenant %1 changed by %2</source>
        <translation>tenant %1 modificato da %2</translation>
    </message>
    <message>
        <source>tenant %1 suspended by %2</source>
        <translation>tenant %1 sospeso da %2</translation>
    </message>
    <message>
        <source>tenant %1 activated by %2</source>
        <translation>tenant %1 attivato da %2</translation>
    </message>
    <message>
        <source>tenant %1 archived by %2</source>
        <translation>tenant %1 archiviato da %2</translation>
    </message>
    <message>
        <source>slug of tenant %1 changed by %2</source>
        <translation>slug del tenant %1 cambiato da %2</translation>
    </message>
    <message>
        <source>tenant %1 deleted by %2</source>
        <translation>tenant %1 eliminato da %2</translation>
    </message>
    <message>
        <source>tenant %1 taken back by %2</source>
        <translation>tenant %1 recuperato da %2</translation>
    </message>
    <message>
        <source>tenant %1 deleted for good by %2</source>
        <translation>tenant %1 eliminato per sempre da %2</translation>
    </message>
    <message>
        <source>change of tenant %1 undone by %2</source>
        <translation>modifica del tenant %1 annullata da %2</translation>
    </message>
    <message>
        <source>act on many tenants (%1) by %2</source>
        <translation>operazione su molti tenant (%1) di %2</translation>
    </message>
    <message>
        <source>tenants imported from %1 by %2</source>
        <translation>tenant importati da %1, opera di %2</translation>
    </message>
    <message>
        <source>limit of tenant %1 set by %2</source>
        <translation>limite del tenant %1 impostato da %2</translation>
    </message>
    <message>
        <source>limit of tenant %1 removed by %2</source>
        <translation>limite del tenant %1 tolto da %2</translation>
    </message>
    <message>
        <source>person %1 invited by %2</source>
        <translation>persona %1 invitata da %2</translation>
    </message>
    <message>
        <source>person %1 changed by %2</source>
        <translation>persona %1 modificata da %2</translation>
    </message>
    <message>
        <source>person %1 disabled by %2</source>
        <translation>persona %1 disattivata da %2</translation>
    </message>
    <message>
        <source>person %1 enabled by %2</source>
        <translation>persona %1 riattivata da %2</translation>
    </message>
    <message>
        <source>new code for person %1 made by %2</source>
        <translation>nuovo codice per la persona %1 creato da %2</translation>
    </message>
    <message>
        <source>address of person %1 confirmed by %2</source>
        <translation>indirizzo della persona %1 confermato da %2</translation>
    </message>
    <message>
        <source>password of person %1 set by %2</source>
        <translation>password della persona %1 impostata da %2</translation>
    </message>
    <message>
        <source>sessions of person %1 ended by %2</source>
        <translation>sessioni della persona %1 terminate da %2</translation>
    </message>
    <message>
        <source>data of person %1 exported by %2</source>
        <translation>dati della persona %1 esportati da %2</translation>
    </message>
    <message>
        <source>person %1 erased by %2</source>
        <translation>persona %1 cancellata da %2</translation>
    </message>
    <message>
        <source>API key %1 created by %2</source>
        <translation>chiave API %1 creata da %2</translation>
    </message>
    <message>
        <source>API key %1 changed by %2</source>
        <translation>chiave API %1 modificata da %2</translation>
    </message>
    <message>
        <source>API key %1 disabled by %2</source>
        <translation>chiave API %1 disattivata da %2</translation>
    </message>
    <message>
        <source>API key %1 enabled by %2</source>
        <translation>chiave API %1 riattivata da %2</translation>
    </message>
    <message>
        <source>API key %1 rotated by %2</source>
        <translation>chiave API %1 ruotata da %2</translation>
    </message>
    <message>
        <source>API key %1 revoked by %2</source>
        <translation>chiave API %1 revocata da %2</translation>
    </message>
    <message>
        <source>API key %1 deleted by %2</source>
        <translation>chiave API %1 eliminata da %2</translation>
    </message>
    <message>
        <source>backed up by %1</source>
        <translation>backup fatto da %1</translation>
    </message>
    <message>
        <source>backup verified by %1</source>
        <translation>backup verificato da %1</translation>
    </message>
    <message>
        <source>backup proved by %1</source>
        <translation>backup provato da %1</translation>
    </message>
    <message>
        <source>%1 restored by %2</source>
        <translation>%1 ripristinato da %2</translation>
    </message>
    <message>
        <source>backup deleted or taken back by %1</source>
        <translation>backup eliminato o recuperato da %1</translation>
    </message>
    <message>
        <source>backup pinned or unpinned by %1</source>
        <translation>backup bloccato o sbloccato da %1</translation>
    </message>
    <message>
        <source>backup copied to the second place by %1</source>
        <translation>backup copiato nel secondo posto da %1</translation>
    </message>
    <message>
        <source>rules of the backups changed by %1</source>
        <translation>regole dei backup cambiate da %1</translation>
    </message>
    <message>
        <source>moment “%1” named by %2</source>
        <translation>momento «%1» chiamato così da %2</translation>
    </message>
    <message>
        <source>query of session %1 cancelled by %2</source>
        <translation>query della sessione %1 annullata da %2</translation>
    </message>
    <message>
        <source>session %1 ended by %2</source>
        <translation>sessione %1 terminata da %2</translation>
    </message>
    <message>
        <source>maintenance of the store (%1) by %2</source>
        <translation>manutenzione dell’archivio (%1) di %2</translation>
    </message>
    <message>
        <source>salvaged by %1</source>
        <translation>recuperato da %1</translation>
    </message>
    <message>
        <source>move to %1 begun by %2</source>
        <translation>spostamento verso %1 iniziato da %2</translation>
    </message>
    <message>
        <source>moved to %1 by %2</source>
        <translation>spostato in %1 da %2</translation>
    </message>
    <message>
        <source>moved here from %1 by %2</source>
        <translation>spostato qui da %1, opera di %2</translation>
    </message>
    <message>
        <source>released after the move to %1 by %2</source>
        <translation>liberato dopo lo spostamento verso %1 da %2</translation>
    </message>
    <message>
        <source>tables exported as CSV by %1</source>
        <translation>tabelle esportate in CSV da %1</translation>
    </message>
    <message>
        <source>list %1 exported by %2</source>
        <translation>elenco %1 esportato da %2</translation>
    </message>
    <message>
        <source>schema migrated by %1</source>
        <translation>schema migrato da %1</translation>
    </message>
    <message>
        <source>connection %1 created by %2</source>
        <translation>connessione %1 creata da %2</translation>
    </message>
    <message>
        <source>connection %1 changed by %2</source>
        <translation>connessione %1 modificata da %2</translation>
    </message>
    <message>
        <source>connection %1 deleted by %2</source>
        <translation>connessione %1 eliminata da %2</translation>
    </message>
    <message>
        <source>connection %1 tested by %2</source>
        <translation>connessione %1 provata da %2</translation>
    </message>
    <message>
        <source>settings changed by %1</source>
        <translation>impostazioni modificate da %1</translation>
    </message>
    <message>
        <source>bundle %1 created by %2</source>
        <translation>pacchetto %1 creato da %2</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>name of a moment</comment>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>commit %1</translation>
    </message>
</context>
<context>
    <name>alertrules</name>
    <message>
        <source>More than 5 % of events are errors</source>
        <translation>Più del 5 % degli eventi sono errori</translation>
    </message>
    <message>
        <source>p99 over 1 s</source>
        <translation>p99 oltre 1 s</translation>
    </message>
    <message>
        <source>p99 over twice its own baseline</source>
        <translation>p99 oltre il doppio del suo solito</translation>
    </message>
    <message>
        <source>Many refused sign-ins</source>
        <translation>Molti accessi rifiutati</translation>
    </message>
    <message>
        <source>Much is being deleted</source>
        <translation>Si sta eliminando molto</translation>
    </message>
    <message>
        <source>Somebody acts at night</source>
        <translation>Qualcuno agisce di notte</translation>
    </message>
    <message>
        <source>Connections nearly used up</source>
        <translation>Connessioni quasi esaurite</translation>
    </message>
    <message>
        <source>Fewer than 20 % cache hits</source>
        <translation>Meno del 20 % trovato in cache</translation>
    </message>
    <message>
        <source>A standby lags behind</source>
        <translation>Uno standby è in ritardo</translation>
    </message>
    <message>
        <source>This standby lags behind</source>
        <translation>Questo standby è in ritardo</translation>
    </message>
    <message>
        <source>A transaction is open for over 5 minutes</source>
        <translation>Una transazione è aperta da oltre 5 minuti</translation>
    </message>
    <message>
        <source>Statements take over 100 ms on average</source>
        <translation>Le istruzioni durano in media oltre 100 ms</translation>
    </message>
    <message>
        <source>Transaction ids are half used up</source>
        <translation>Gli id delle transazioni sono consumati a metà</translation>
    </message>
    <message>
        <source>A health target is down</source>
        <translation>Un obiettivo di salute non risponde</translation>
    </message>
    <message>
        <source>A health target needs care</source>
        <translation>Un obiettivo di salute va curato</translation>
    </message>
    <message>
        <source>A certificate ends within a week</source>
        <translation>Un certificato scade entro una settimana</translation>
    </message>
    <message>
        <source>The newest proved backup is over two days old</source>
        <translation>L’ultimo backup provato ha più di due giorni</translation>
    </message>
    <message>
        <source>A PostgreSQL server does not answer</source>
        <translation>Un server PostgreSQL non risponde</translation>
    </message>
</context>
<context>
    <name>alerts</name>
    <message>
        <source>Resolved: %1</source>
        <translation>Risolto: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostra</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>tipo %1</translation>
    </message>
    <message>
        <source>source %1</source>
        <translation>sorgente %1</translation>
    </message>
    <message>
        <source>tenant %1</source>
        <translation>tenant %1</translation>
    </message>
    <message>
        <source>info or worse</source>
        <translation>informazione o peggio</translation>
    </message>
    <message>
        <source>warning or worse</source>
        <translation>avviso o peggio</translation>
    </message>
    <message>
        <source>error or worse</source>
        <translation>errore o peggio</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>critico</translation>
    </message>
    <message>
        <source>with “%1”</source>
        <translation>con “%1”</translation>
    </message>
    <message>
        <source>matching %1</source>
        <translation>conformi a %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>dalle %1 alle %2</translation>
    </message>
    <message>
        <source>all events</source>
        <translation>tutti gli eventi</translation>
    </message>
    <message>
        <source>events (%1)</source>
        <translation>eventi (%1)</translation>
    </message>
    <message>
        <source>Last %1 within %2</source>
        <translation>Ultimo valore di %1 in %2</translation>
    </message>
    <message>
        <source>Mean of %1 over %2</source>
        <translation>Media di %1 in %2</translation>
    </message>
    <message>
        <source>Least %1 within %2</source>
        <translation>Minimo di %1 in %2</translation>
    </message>
    <message>
        <source>Greatest %1 within %2</source>
        <translation>Massimo di %1 in %2</translation>
    </message>
    <message>
        <source>Number of %1 within %2</source>
        <translation>Numero di %1 in %2</translation>
    </message>
    <message>
        <source>Share of errors among %1 within %2</source>
        <translation>Quota di errori fra %1 in %2</translation>
    </message>
    <message>
        <source>%1 of the durations of %2 within %3</source>
        <translation>%1 delle durate di %2 in %3</translation>
    </message>
    <message>
        <source>%1 × the mean of the last 24 h</source>
        <translation>%1 × la media delle ultime 24 h</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>Bene</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>In attesa</translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>Attivo</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Rientrato</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Critico</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avviso</translation>
    </message>
    <message>
        <source>Last value</source>
        <translation>Ultimo valore</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Minimo</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Massimo</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Quanti</translation>
    </message>
    <message>
        <source>Share of errors</source>
        <translation>Quota di errori</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Mediana</translation>
    </message>
    <message>
        <source>95th percentile</source>
        <translation>95° percentile</translation>
    </message>
    <message>
        <source>99th percentile</source>
        <translation>99° percentile</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 core</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non noto</translation>
    </message>
    <message>
        <source>%1, the limit is not known</source>
        <translation>%1, il limite non è noto</translation>
    </message>
    <message>
        <source>just above %1</source>
        <translation>appena sopra %1</translation>
    </message>
    <message>
        <source>just below %1</source>
        <translation>appena sotto %1</translation>
    </message>
    <message>
        <source>%1 above %2 for %3</source>
        <translation>%1 sopra %2 per %3</translation>
    </message>
    <message>
        <source>%1 below %2 for %3</source>
        <translation>%1 sotto %2 per %3</translation>
    </message>
    <message>
        <source>%1 above %2</source>
        <translation>%1 sopra %2</translation>
    </message>
    <message>
        <source>%1 below %2</source>
        <translation>%1 sotto %2</translation>
    </message>
    <message>
        <source>of %1 only</source>
        <translation>solo di %1</translation>
    </message>
    <message>
        <source>each tenant by itself</source>
        <translation>ogni tenant per conto suo</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>tutti insieme</translation>
    </message>
    <message>
        <source>each source by itself</source>
        <translation>ogni sorgente per conto suo</translation>
    </message>
    <message>
        <source>clears below %1</source>
        <translation>rientra sotto %1</translation>
    </message>
    <message>
        <source>clears above %1</source>
        <translation>rientra sopra %1</translation>
    </message>
    <message>
        <source>fires on for %1</source>
        <translation>resta attivo per %1</translation>
    </message>
    <message numerus="yes">
        <source>at least %n sample(s)</source>
        <translation>
            <numerusform>almeno %n campione</numerusform>
            <numerusform>almeno %n campioni</numerusform>
        </translation>
    </message>
    <message>
        <source>also told when it is not known</source>
        <translation>segnalato anche quando non è noto</translation>
    </message>
    <message>
        <source>while “%1” fires</source>
        <translation>finché “%1” è attivo</translation>
    </message>
    <message>
        <source>by a silence</source>
        <translation>da un silenzio</translation>
    </message>
    <message>
        <source>by %1 until %2</source>
        <translation>da %1 fino a %2</translation>
    </message>
    <message>
        <source>every alert</source>
        <translation>ogni allarme</translation>
    </message>
    <message>
        <source>everything of %1</source>
        <translation>tutto di %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message numerus="yes">
        <source>%n firing</source>
        <translation>
            <numerusform>%n attivo</numerusform>
            <numerusform>%n attivi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n in attesa</numerusform>
            <numerusform>%n in attesa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n non noto</numerusform>
            <numerusform>%n non noti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n muted</source>
        <translation>
            <numerusform>%n silenziato</numerusform>
            <numerusform>%n silenziati</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n regola</numerusform>
            <numerusform>%n regole</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>of what alerts are</comment>
        <translation>
            <numerusform>%1 e %n altro</numerusform>
            <numerusform>%1 e altri %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 samples</source>
        <translation>%1 di %2 campioni</translation>
    </message>
    <message>
        <source>No answer (%1) within %2</source>
        <translation>Nessuna risposta (%1) in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n off</source>
        <translation>
            <numerusform>%n spenta</numerusform>
            <numerusform>%n spente</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>checks</name>
    <message>
        <source>If only indexes are named, a reindex repairs it. Otherwise restore a backup from before.</source>
        <translation>Se sono nominati solo indici, ricostruirli ripara il danno. Altrimenti ripristinare un backup precedente.</translation>
    </message>
    <message>
        <source>Find the program that wrote to the store, and keep it away. Back up now, and compare with a backup from before.</source>
        <translation>Trovare il programma che ha scritto nell’archivio e tenerlo lontano. Eseguire ora un backup e confrontarlo con uno precedente.</translation>
    </message>
    <message>
        <source>Back up now.</source>
        <translation>Eseguire ora un backup.</translation>
    </message>
    <message>
        <source>A vacuum gives the room back.</source>
        <translation>Una compattazione restituisce lo spazio.</translation>
    </message>
    <message>
        <source>Take the rights of others away: chmod 700 the folder, chmod 600 the files.</source>
        <translation>Togliere i permessi agli altri: chmod 700 alla cartella, chmod 600 ai file.</translation>
    </message>
    <message>
        <source>Move the data folder to a disk of this computer. Locks over a network can let two programs write at once.</source>
        <translation>Spostare la cartella dei dati su un disco di questo computer. I lock in rete possono lasciar scrivere due programmi insieme.</translation>
    </message>
    <message>
        <source>Plancia lets one program write at a time, which keeps the fault away. Other programs must not write to the store.</source>
        <translation>Plancia lascia scrivere un programma alla volta, il che evita il difetto. Altri programmi non devono scrivere nell’archivio.</translation>
    </message>
    <message>
        <source>Close programs that read from the store for a long time; the log is emptied when nobody needs it.</source>
        <translation>Chiudere i programmi che leggono a lungo dall’archivio; il registro si svuota quando nessuno ne ha bisogno.</translation>
    </message>
    <message>
        <source>Create a bundle and pass it on: connections should be closed when they are done with.</source>
        <translation>Creare un pacchetto e inviarlo: le connessioni vanno chiuse quando non servono più.</translation>
    </message>
    <message>
        <source>The pages of the store hang together.</source>
        <translation>Le pagine dell’archivio sono coerenti tra loro.</translation>
    </message>
    <message>
        <source>Every index holds exactly the rows of its table.</source>
        <translation>Ogni indice contiene esattamente le righe della sua tabella.</translation>
    </message>
    <message>
        <source>Every reference leads to a row that exists.</source>
        <translation>Ogni riferimento porta a una riga che esiste.</translation>
    </message>
    <message>
        <source>The rules below name the rows, and what repairs them.</source>
        <translation>Le regole più sotto indicano le righe e che cosa le ripara.</translation>
    </message>
    <message>
        <source>The schema was made by the steps that this version of Plancia knows.</source>
        <translation>Lo schema è stato creato dai passi che questa versione di Plancia conosce.</translation>
    </message>
    <message>
        <source>Use the version of Plancia that made the store, or migrate it.</source>
        <translation>Usare la versione di Plancia che ha creato l’archivio, oppure migrarlo.</translation>
    </message>
    <message>
        <source>The store has not gone back to an earlier commit, and nobody but Plancia has written to it.</source>
        <translation>L’archivio non è tornato a un commit precedente e nessuno tranne Plancia vi ha scritto.</translation>
    </message>
    <message>
        <source>What lies beside the store belongs to it, and the log is short.</source>
        <translation>Ciò che sta accanto all’archivio gli appartiene, e il registro è corto.</translation>
    </message>
    <message>
        <source>Little of the store&apos;s file is unused.</source>
        <translation>Poco del file dell’archivio è inutilizzato.</translation>
    </message>
    <message>
        <source>Only you can read the store&apos;s files.</source>
        <translation>Solo l’utente può leggere i file dell’archivio.</translation>
    </message>
    <message>
        <source>The store lies on a disk of this computer.</source>
        <translation>L’archivio si trova su un disco di questo computer.</translation>
    </message>
    <message>
        <source>The SQLite of this computer has no known fault that could harm the store.</source>
        <translation>Lo SQLite di questo computer non ha difetti noti che possano danneggiare l’archivio.</translation>
    </message>
    <message>
        <source>This program has no more than 20 connections open.</source>
        <translation>Questo programma non ha più di 20 connessioni aperte.</translation>
    </message>
    <message>
        <source>See all ways back: planciactl store salvage. Do not go on writing to a damaged store.</source>
        <translation>Vedi tutte le vie di ritorno: planciactl store salvage. Non continuare a scrivere in un archivio danneggiato.</translation>
    </message>
    <message>
        <source>There is a recent proved backup.</source>
        <translation>C’è un backup provato recente.</translation>
    </message>
    <message>
        <source>No program keeps the store&apos;s folder alike on several computers.</source>
        <translation>Nessun programma tiene uguale la cartella dell’archivio su più computer.</translation>
    </message>
    <message>
        <source>Move the data folder out of it. Such a program copies the store while it is written, and may put an older one back; backups are well kept in such a folder.</source>
        <translation>Portarne fuori la cartella dei dati. Un tale programma copia l’archivio mentre viene scritto, e può rimetterne uno più vecchio; i backup invece in una tale cartella stanno bene.</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>List what was done, newest first</source>
        <translation>Elenca ciò che è stato fatto, dal più recente</translation>
    </message>
    <message>
        <source>Only these acts, for example TENANT_CREATE</source>
        <translation>Solo queste operazioni, per esempio TENANT_CREATE</translation>
    </message>
    <message>
        <source>From this time on: ISO 8601, or 15m, 24h, 7d ago</source>
        <translation>Da questo momento in poi: ISO 8601, oppure 15m, 24h, 7d fa</translation>
    </message>
    <message>
        <source>Before this time</source>
        <translation>Prima di questo momento</translation>
    </message>
    <message>
        <source>Only acts on this tenant</source>
        <translation>Solo operazioni su questo tenant</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Prima le meno recenti</translation>
    </message>
    <message>
        <source>Acts on this installation, not on a workspace</source>
        <translation>Operazioni su questa installazione, non su un’area di lavoro</translation>
    </message>
    <message>
        <source>At most so many rows (default 100)</source>
        <translation>Al massimo questo numero di righe (predefinito 100)</translation>
    </message>
    <message>
        <source>Go on where a list before ended</source>
        <translation>Continua da dove è finito un elenco precedente</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ORA</translation>
    </message>
    <message>
        <source>ACTOR</source>
        <translation>AUTORE</translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation>OPERAZIONE</translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation>ESITO</translation>
    </message>
    <message>
        <source>TENANT</source>
        <translation>TENANT</translation>
    </message>
    <message>
        <source>OBJECT</source>
        <translation>OGGETTO</translation>
    </message>
    <message>
        <source>REASON</source>
        <translation>MOTIVO</translation>
    </message>
    <message>
        <source>Back up the workspace and verify what was written</source>
        <translation>Esegue il backup dell’area di lavoro e verifica ciò che è stato scritto</translation>
    </message>
    <message>
        <source>Write it into this folder</source>
        <translation>Scrive in questa cartella</translation>
    </message>
    <message>
        <source>List the backups of the workspace, newest first</source>
        <translation>Elenca i backup dell’area di lavoro, dal più recente</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>STATO</translation>
    </message>
    <message>
        <source>BYTES</source>
        <translation>BYTE</translation>
    </message>
    <message>
        <source>COMMIT</source>
        <translation>COMMIT</translation>
    </message>
    <message>
        <source>PATH</source>
        <translation>PERCORSO</translation>
    </message>
    <message>
        <source>Read a backup and compare it with its manifest</source>
        <translation>Legge un backup e lo confronta con il suo manifest</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FILE</translation>
    </message>
    <message>
        <source>MASKED</source>
        <translation>MASCHERATI</translation>
    </message>
    <message>
        <source>Pack a bundle for support, without anything secret</source>
        <translation>Crea un pacchetto per l’assistenza, senza nulla di segreto</translation>
    </message>
    <message>
        <source>Write it into this folder (default: the current one)</source>
        <translation>Scrive in questa cartella (predefinita: quella corrente)</translation>
    </message>
    <message>
        <source>Only show what would go in</source>
        <translation>Mostra soltanto che cosa vi entrerebbe</translation>
    </message>
    <message>
        <source>The workspace could not be opened (%1); the bundle says so.</source>
        <translation>Non è stato possibile aprire l’area di lavoro (%1); il pacchetto lo riporta.</translation>
    </message>
    <message>
        <source>%1 (did you mean “%2”?)</source>
        <translation>%1 (forse si intendeva “%2”?)</translation>
    </message>
    <message>
        <source>Use this PostgreSQL database, as postgresql://user@host/database</source>
        <translation>Usa questo database PostgreSQL, nella forma postgresql://utente@host/database</translation>
    </message>
    <message>
        <source>Use this workspace, by name or id (default: local)</source>
        <translation>Usa questa area di lavoro, per nome o id (predefinita: local)</translation>
    </message>
    <message>
        <source>Open the workspace without writing to it</source>
        <translation>Apre l’area di lavoro senza scrivervi</translation>
    </message>
    <message>
        <source>Read the password from the first line of standard input</source>
        <translation>Legge la password dalla prima riga dello standard input</translation>
    </message>
    <message>
        <source>Print results and errors as JSON</source>
        <translation>Stampa risultati ed errori in JSON</translation>
    </message>
    <message>
        <source>Write the log with this level: debug, info, warning, error</source>
        <translation>Scrive il log con questo livello: debug, info, warning, error</translation>
    </message>
    <message>
        <source>Explain a command</source>
        <translation>Spiega un comando</translation>
    </message>
    <message>
        <source>Print the version</source>
        <translation>Stampa la versione</translation>
    </message>
    <message>
        <source>unknown command “%1”</source>
        <translation>comando sconosciuto “%1”</translation>
    </message>
    <message>
        <source>“%1” needs one of: %2</source>
        <translation>“%1” richiede uno di questi: %2</translation>
    </message>
    <message>
        <source>unknown command “%1 %2”</source>
        <translation>comando sconosciuto “%1 %2”</translation>
    </message>
    <message>
        <source>unknown option “%1”</source>
        <translation>opzione sconosciuta “%1”</translation>
    </message>
    <message>
        <source>option “%1” needs a value</source>
        <translation>l’opzione “%1” richiede un valore</translation>
    </message>
    <message>
        <source>a command is missing</source>
        <translation>manca un comando</translation>
    </message>
    <message>
        <source>“%1” has no option “%2”</source>
        <translation>“%1” non ha l’opzione “%2”</translation>
    </message>
    <message>
        <source>option “%1” takes no value</source>
        <translation>l’opzione “%1” non accetta valori</translation>
    </message>
    <message>
        <source>option “%1” is given twice</source>
        <translation>l’opzione “%1” è indicata due volte</translation>
    </message>
    <message>
        <source>“%1” needs %2</source>
        <translation>“%1” richiede %2</translation>
    </message>
    <message>
        <source>“%1” does not take “%2”</source>
        <translation>“%1” non accetta “%2”</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Uso: %1</translation>
    </message>
    <message>
        <source>Arguments:</source>
        <translation>Argomenti:</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Opzioni:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Opzioni di tutti i comandi:</translation>
    </message>
    <message>
        <source>Example:</source>
        <translation>Esempio:</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Comandi:</translation>
    </message>
    <message>
        <source>“planciactl COMMAND --help” explains a command; “planciactl error explain CODE” explains an error.</source>
        <translation>“planciactl COMANDO --help” spiega un comando; “planciactl error explain CODICE” spiega un errore.</translation>
    </message>
    <message>
        <source>The connection&apos;s name or id</source>
        <translation>Il nome o l’id della connessione</translation>
    </message>
    <message>
        <source>List the saved PostgreSQL connections</source>
        <translation>Elenca le connessioni PostgreSQL salvate</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOME</translation>
    </message>
    <message>
        <source>PASSWORD</source>
        <translation>PASSWORD</translation>
    </message>
    <message>
        <source>COLOUR</source>
        <translation>COLORE</translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation>INDIRIZZO</translation>
    </message>
    <message>
        <source>Save a PostgreSQL connection</source>
        <translation>Salva una connessione PostgreSQL</translation>
    </message>
    <message>
        <source>A name for it</source>
        <translation>Un nome per la connessione</translation>
    </message>
    <message>
        <source>postgresql://user@host:port/database, without a password (required)</source>
        <translation>postgresql://utente@host:porta/database, senza password (obbligatorio)</translation>
    </message>
    <message>
        <source>Of the band: red (production), amber, green or grey</source>
        <translation>Della fascia: red (produzione), amber, green o grey</translation>
    </message>
    <message>
        <source>Always open it without writing</source>
        <translation>Aprila sempre senza scrivere</translation>
    </message>
    <message>
        <source>The password was not saved: no key ring can be used. Give it again with --password-stdin, or use ~/.pgpass.</source>
        <translation>La password non è stata salvata: nessun portachiavi è utilizzabile. Indicarla di nuovo con --password-stdin, oppure usare ~/.pgpass.</translation>
    </message>
    <message>
        <source>Try a connection, stage by stage</source>
        <translation>Prova una connessione, fase per fase</translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation>FASE</translation>
    </message>
    <message>
        <source>MS</source>
        <translation>MS</translation>
    </message>
    <message>
        <source>CODE</source>
        <translation>CODICE</translation>
    </message>
    <message>
        <source>DETAIL</source>
        <translation>DETTAGLIO</translation>
    </message>
    <message>
        <source>Forget a connection and its password</source>
        <translation>Dimentica una connessione e la sua password</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Backup in corso</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Verifica in corso</translation>
    </message>
    <message>
        <source>Making the examples</source>
        <translation>Creazione degli esempi</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In corso</translation>
    </message>
    <message>
        <source>only one of --store, --pg and --workspace can be used</source>
        <translation>si può usare una sola opzione fra --store, --pg e --workspace</translation>
    </message>
    <message>
        <source>List all error codes</source>
        <translation>Elenca tutti i codici di errore</translation>
    </message>
    <message>
        <source>SEVERITY</source>
        <translation>GRAVITÀ</translation>
    </message>
    <message>
        <source>EXIT</source>
        <translation>USCITA</translation>
    </message>
    <message>
        <source>TITLE</source>
        <translation>TITOLO</translation>
    </message>
    <message>
        <source>Explain an error code</source>
        <translation>Spiega un codice di errore</translation>
    </message>
    <message>
        <source>For example DB_001</source>
        <translation>Per esempio DB_001</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>Causa: %1</translation>
    </message>
    <message>
        <source>Your data: %1</source>
        <translation>I dati: %1</translation>
    </message>
    <message>
        <source>Exit status: %1</source>
        <translation>Stato di uscita: %1</translation>
    </message>
    <message>
        <source>There are more rows: --after %1</source>
        <translation>Ci sono altre righe: --after %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>in attesa</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>NUMERO</translation>
    </message>
    <message>
        <source>MIGRATION</source>
        <translation>MIGRAZIONE</translation>
    </message>
    <message>
        <source>APPLIED</source>
        <translation>APPLICATA</translation>
    </message>
    <message>
        <source>Show the schema&apos;s migrations, applied and waiting</source>
        <translation>Mostra le migrazioni dello schema, applicate e in attesa</translation>
    </message>
    <message>
        <source>The agent does not answer; trying again.</source>
        <translation>L’agente non risponde; nuovo tentativo.</translation>
    </message>
    <message>
        <source>End after so many samples</source>
        <translation>Termina dopo questo numero di campioni</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>%1 s rimanenti</translation>
    </message>
    <message>
        <source>Show whether all is well with a workspace</source>
        <translation>Mostra se tutto è a posto in un’area di lavoro</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ancora nessuno</translation>
    </message>
    <message>
        <source>not made here</source>
        <translation>non eseguito qui</translation>
    </message>
    <message>
        <source>%1, %2 old, %3</source>
        <translation>%1, età %2, %3</translation>
    </message>
    <message>
        <source>Workspace:</source>
        <translation>Area di lavoro:</translation>
    </message>
    <message>
        <source>Place:</source>
        <translation>Posizione:</translation>
    </message>
    <message>
        <source>Writing:</source>
        <translation>Scrittura:</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>sola lettura</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sì</translation>
    </message>
    <message>
        <source>Schema:</source>
        <translation>Schema:</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>Commit:</source>
        <translation>Commit:</translation>
    </message>
    <message>
        <source>Answers in:</source>
        <translation>Risponde in:</translation>
    </message>
    <message>
        <source>Rows:</source>
        <translation>Righe:</translation>
    </message>
    <message>
        <source>Newest backup:</source>
        <translation>Backup più recente:</translation>
    </message>
    <message>
        <source>Run:</source>
        <translation>Esecuzione:</translation>
    </message>
    <message>
        <source>Log file:</source>
        <translation>File di log:</translation>
    </message>
    <message>
        <source>The tenant&apos;s slug</source>
        <translation>Lo slug del tenant</translation>
    </message>
    <message>
        <source>Make a tenant</source>
        <translation>Crea un tenant</translation>
    </message>
    <message>
        <source>Its name (required)</source>
        <translation>Il nome (obbligatorio)</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>List tenants</source>
        <translation>Elenca i tenant</translation>
    </message>
    <message>
        <source>name (default), slug, created or updated</source>
        <translation>name (predefinito), slug, created o updated</translation>
    </message>
    <message>
        <source>Last first</source>
        <translation>In ordine inverso</translation>
    </message>
    <message>
        <source>SLUG</source>
        <translation>SLUG</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>STATO</translation>
    </message>
    <message>
        <source>CREATED</source>
        <translation>CREATO</translation>
    </message>
    <message>
        <source>Show a tenant</source>
        <translation>Mostra un tenant</translation>
    </message>
    <message>
        <source>The new name</source>
        <translation>Il nuovo nome</translation>
    </message>
    <message>
        <source>The new notes</source>
        <translation>Le nuove note</translation>
    </message>
    <message>
        <source>Only when its row_version is still this</source>
        <translation>Solo se row_version è ancora questo</translation>
    </message>
    <message>
        <source>Why, for the audit trail (required)</source>
        <translation>Il motivo, per il registro di audit (obbligatorio)</translation>
    </message>
    <message>
        <source>Suspend a tenant</source>
        <translation>Sospende un tenant</translation>
    </message>
    <message>
        <source>Activate a tenant</source>
        <translation>Attiva un tenant</translation>
    </message>
    <message>
        <source>Local store</source>
        <translation>Archivio locale</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Esempi</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>age of a backup</comment>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minuti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>age of a backup</comment>
        <translation>
            <numerusform>%n ora</numerusform>
            <numerusform>%n ore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>age of a backup</comment>
        <translation>
            <numerusform>%n giorno</numerusform>
            <numerusform>%n giorni</numerusform>
        </translation>
    </message>
    <message>
        <source>List the workspaces that --workspace can name</source>
        <translation>Elenca le aree di lavoro che --workspace può indicare</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation>POSIZIONE</translation>
    </message>
    <message>
        <source>PostgreSQL: every schema, not Plancia&apos;s alone</source>
        <translation>PostgreSQL: tutti gli schemi, non solo quello di Plancia</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Ripristino</translation>
    </message>
    <message>
        <source>Backups of the local store</source>
        <translation>Backup dell’archivio locale</translation>
    </message>
    <message>
        <source>Moments can be had back from the next base on: planciactl archive on makes one.</source>
        <translation>I momenti si possono riavere dalla prossima base in poi: planciactl archive on ne crea una.</translation>
    </message>
    <message>
        <source>The store lost its newest commits. The archive has them, up to commit %1.</source>
        <translation>L’archivio dati ha perso i commit più recenti. L’archivio dei momenti li ha, fino al commit %1.</translation>
    </message>
    <message>
        <source>The archive does not get on: %1</source>
        <translation>L’archivio dei momenti non va avanti: %1</translation>
    </message>
    <message>
        <source>Say how far back any moment can be had, and where gaps are</source>
        <translation>Dice fin dove si può riavere qualunque momento e dove ci sono lacune</translation>
    </message>
    <message>
        <source>List the moments that can be had back, newest first</source>
        <translation>Elenca i momenti che si possono riavere, dal più recente</translation>
    </message>
    <message>
        <source>Keep every commit from now on, and make the base that this needs</source>
        <translation>Conserva ogni commit da adesso in poi e crea la base necessaria</translation>
    </message>
    <message>
        <source>Keep no commits any more; what was kept stays</source>
        <translation>Non conserva più i commit; ciò che è stato conservato resta</translation>
    </message>
    <message>
        <source>Give the present moment a name, so that it is found and stays</source>
        <translation>Dà un nome al momento attuale, così che si ritrovi e resti</translation>
    </message>
    <message>
        <source>What it is called</source>
        <translation>Come si chiama</translation>
    </message>
    <message>
        <source>The local store cannot be opened (%1). Its backups can be used.</source>
        <translation>L’archivio locale non si può aprire (%1). Si possono usare i suoi backup.</translation>
    </message>
    <message>
        <source>Type “yes” to go on:</source>
        <translation>Scrivere “sì” per continuare:</translation>
    </message>
    <message>
        <source>yes</source>
        <comment>typed to agree</comment>
        <translation>sì</translation>
    </message>
    <message>
        <source>Do not ask</source>
        <translation>Non chiede conferma</translation>
    </message>
    <message>
        <source>The backup is not encrypted, though backups are encrypted now: whoever can write to its folder could have changed it.</source>
        <translation>Il backup non è cifrato, benché ora i backup vengano cifrati: chi può scrivere nella sua cartella potrebbe averlo modificato.</translation>
    </message>
    <message>
        <source>Recovery phrase:</source>
        <translation>Frase di recupero:</translation>
    </message>
    <message>
        <source>The contents of “%1” are replaced by those of %2.</source>
        <translation>Il contenuto di “%1” viene sostituito da quello di %2.</translation>
    </message>
    <message>
        <source>“planciactl backup undo” undoes it for 30 days.</source>
        <translation>“planciactl backup undo” lo annulla per 30 giorni.</translation>
    </message>
    <message>
        <source>Put the contents of a backup in the place of the workspace&apos;s</source>
        <translation>Mette il contenuto di un backup al posto di quello dell’area di lavoro</translation>
    </message>
    <message>
        <source>Also when it is a backup of another store</source>
        <translation>Anche se è un backup di un altro archivio</translation>
    </message>
    <message>
        <source>Undo the newest restore of the last 30 days</source>
        <translation>Annulla l’ultimo ripristino dei 30 giorni passati</translation>
    </message>
    <message>
        <source>Keep these words with it, for example why it was made</source>
        <translation>Conservare con esso queste parole, per esempio perché è stato fatto</translation>
    </message>
    <message>
        <source>KEPT BECAUSE</source>
        <translation>TENUTO PERCHÉ</translation>
    </message>
    <message>
        <source>Restore a backup into a scratch copy and check every rule of the data there</source>
        <translation>Ripristinare un backup in una copia di prova e controllarvi ogni regola dei dati</translation>
    </message>
    <message>
        <source>Keep a backup until it is unpinned</source>
        <translation>Tenere un backup finché non viene sbloccato</translation>
    </message>
    <message>
        <source>Let retention decide over a backup again</source>
        <translation>Lasciare di nuovo decidere la conservazione su un backup</translation>
    </message>
    <message>
        <source>Move a backup to the trash, where it stays for seven days</source>
        <translation>Spostare un backup nel cestino, dove resta per sette giorni</translation>
    </message>
    <message>
        <source>Take a backup back from the trash</source>
        <translation>Riprendere un backup dal cestino</translation>
    </message>
    <message>
        <source>List the deleted backups that can be had back</source>
        <translation>Elencare i backup eliminati che si possono riavere</translation>
    </message>
    <message>
        <source>Delete them for good</source>
        <translation>Eliminarli definitivamente</translation>
    </message>
    <message>
        <source>DELETED</source>
        <translation>ELIMINATO</translation>
    </message>
    <message>
        <source>GOES</source>
        <translation>SPARISCE</translation>
    </message>
    <message>
        <source>Move the backups that nothing keeps to the trash</source>
        <translation>Spostare nel cestino i backup che nulla trattiene</translation>
    </message>
    <message>
        <source>Only say what would go, and why the others stay</source>
        <translation>Dire soltanto che cosa sparirebbe, e perché gli altri restano</translation>
    </message>
    <message>
        <source>Say that the clock, which has jumped, is right now</source>
        <translation>Dire che l’orologio, che è saltato, ora è giusto</translation>
    </message>
    <message>
        <source>gone</source>
        <comment>a backup that was moved to the trash</comment>
        <translation>eliminato</translation>
    </message>
    <message>
        <source>goes</source>
        <comment>a backup that would be moved to the trash</comment>
        <translation>sparisce</translation>
    </message>
    <message>
        <source>stays</source>
        <comment>a backup that is kept</comment>
        <translation>resta</translation>
    </message>
    <message>
        <source>BECAUSE</source>
        <translation>PERCHÉ</translation>
    </message>
    <message>
        <source>UNTIL</source>
        <translation>FINO A</translation>
    </message>
    <message>
        <source>The clock has jumped: nothing is deleted until --clock-is-right is given.</source>
        <translation>L’orologio è saltato: non si elimina nulla finché non si indica --clock-is-right.</translation>
    </message>
    <message>
        <source>Use this store, backup, bundle or SQLite file</source>
        <translation>Usa questo archivio, backup, pacchetto o file SQLite</translation>
    </message>
    <message>
        <source>With --store: read the log beside the file too, on a copy of both</source>
        <translation>Con --store: legge anche il log accanto al file, su una copia di entrambi</translation>
    </message>
    <message>
        <source>Compare two stores row by row; exits 1 when they differ</source>
        <translation>Confronta due archivi riga per riga; esce con 1 se differiscono</translation>
    </message>
    <message>
        <source>The same, of a later state</source>
        <translation>Lo stesso, di uno stato successivo</translation>
    </message>
    <message>
        <source>Show rows of this table only</source>
        <translation>Mostra solo le righe di questa tabella</translation>
    </message>
    <message>
        <source>Show up to N rows that differ, of each table</source>
        <translation>Mostra fino a N righe diverse di ogni tabella</translation>
    </message>
    <message>
        <source>Write the rows that differ into this file, as CSV or JSON lines</source>
        <translation>Scrive le righe diverse in questo file, come CSV o righe JSON</translation>
    </message>
    <message>
        <source>No differences.</source>
        <translation>Nessuna differenza.</translation>
    </message>
    <message>
        <source>TABLE</source>
        <translation>TABELLA</translation>
    </message>
    <message>
        <source>LEFT ROWS</source>
        <translation>RIGHE SX</translation>
    </message>
    <message>
        <source>RIGHT ROWS</source>
        <translation>RIGHE DX</translation>
    </message>
    <message>
        <source>ADDED</source>
        <translation>AGGIUNTE</translation>
    </message>
    <message>
        <source>REMOVED</source>
        <translation>RIMOSSE</translation>
    </message>
    <message>
        <source>CHANGED</source>
        <translation>MODIFICATE</translation>
    </message>
    <message>
        <source>Opening the backup</source>
        <translation>Apertura del backup</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>Prova in corso</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Confronto in corso</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Esportazione</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Controllo</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Misurazione</translation>
    </message>
    <message>
        <source>A log lies beside the file and is not read: its last changes may be missing. --with-log reads it, on a copy.</source>
        <translation>Accanto al file c’è un log che non viene letto: le ultime modifiche possono mancare. --with-log lo legge, su una copia.</translation>
    </message>
    <message>
        <source>The store is of another version and does not have: %1</source>
        <translation>L’archivio è di un’altra versione e non ha: %1</translation>
    </message>
    <message>
        <source>Bring the local store back to a moment of its archive</source>
        <translation>Riporta l’archivio locale a un momento conservato</translation>
    </message>
    <message>
        <source>As it was then: ISO 8601 (this computer’s time unless it ends in Z or +01:00), or an age such as 15m, 24h, 7d</source>
        <translation>Com’era allora: ISO 8601 (ora di questo computer se non finisce in Z o +01:00), oppure un’età come 15m, 24h, 7d</translation>
    </message>
    <message>
        <source>As it was after this commit</source>
        <translation>Com’era dopo questo commit</translation>
    </message>
    <message>
        <source>commit %1 of %2</source>
        <comment>%2: a time</comment>
        <translation>commit %1 del %2</translation>
    </message>
    <message>
        <source>Only tell what would be done</source>
        <translation>Dire solo che cosa si farebbe</translation>
    </message>
    <message>
        <source>Check the store and the rules of its data</source>
        <translation>Controllare l’archivio e le regole dei suoi dati</translation>
    </message>
    <message>
        <source>One check, or several separated by commas; all without it</source>
        <translation>Un controllo, o più separati da virgole; tutti se manca</translation>
    </message>
    <message>
        <source>Read the whole store too</source>
        <translation>Leggere anche l’intero archivio</translation>
    </message>
    <message>
        <source>List the checks and run none</source>
        <translation>Elencare i controlli senza eseguirne</translation>
    </message>
    <message>
        <source>HOLDS</source>
        <translation>REGOLA</translation>
    </message>
    <message>
        <source>COUNT</source>
        <translation>NUMERO</translation>
    </message>
    <message>
        <source>Repaired by: planciactl store repair %1</source>
        <translation>Si ripara con: planciactl store repair %1</translation>
    </message>
    <message>
        <source>Repair what breaks a rule, after a backup</source>
        <translation>Riparare ciò che viola una regola, dopo un backup</translation>
    </message>
    <message>
        <source>The rule, as store check names it</source>
        <translation>La regola, con il nome dato da store check</translation>
    </message>
    <message>
        <source>Build every index of the store anew</source>
        <translation>Ricostruire ogni indice dell’archivio</translation>
    </message>
    <message>
        <source>Give unused room of the store back, after a backup</source>
        <translation>Restituire lo spazio inutilizzato dell’archivio, dopo un backup</translation>
    </message>
    <message>
        <source>Measure the critical queries of the store, with their plans</source>
        <translation>Misurare le query critiche dell’archivio, con i loro piani</translation>
    </message>
    <message>
        <source>Measure on so many tenants made for it, with people, keys, calls and audit rows, not on the store</source>
        <translation>Misurare su tanti tenant creati apposta, con persone, chiavi, chiamate e righe di audit, non sull’archivio</translation>
    </message>
    <message>
        <source>Print the plan of every query</source>
        <translation>Stampare il piano di ogni query</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>ESITO</translation>
    </message>
    <message>
        <source>QUERY</source>
        <translation>QUERY</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>TIPO</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>LIMITE</translation>
    </message>
    <message>
        <source>Write tables as CSV files, with a manifest of their hashes</source>
        <translation>Scrive le tabelle come file CSV, con un manifest dei loro hash</translation>
    </message>
    <message>
        <source>Write them into this folder; no file is replaced</source>
        <translation>Le scrive in questa cartella; nessun file viene sostituito</translation>
    </message>
    <message>
        <source>Only this table; may be given several times</source>
        <translation>Solo questa tabella; può essere ripetuta</translation>
    </message>
    <message>
        <source>Write times as ISO 8601 instead of milliseconds</source>
        <translation>Scrive i tempi come ISO 8601 invece che in millisecondi</translation>
    </message>
    <message>
        <source>Do not put an apostrophe before text that a spreadsheet would compute</source>
        <translation>Non mette un apostrofo davanti al testo che un foglio di calcolo calcolerebbe</translation>
    </message>
    <message>
        <source>ROWS</source>
        <translation>RIGHE</translation>
    </message>
    <message>
        <source>Look at a backup in the console, read-only</source>
        <translation>Guarda un backup nella console, in sola lettura</translation>
    </message>
    <message>
        <source>Only say how: print the command that opens it</source>
        <translation>Dice solo come: stampa il comando che lo apre</translation>
    </message>
    <message>
        <source>The console opens %1.</source>
        <translation>La console apre %1.</translation>
    </message>
    <message>
        <source>No moment can be had back yet: run planciactl archive on, or open the console once.</source>
        <translation>Nessun momento si può ancora riavere: eseguire planciactl archive on, o aprire la console una volta.</translation>
    </message>
    <message>
        <source>The archive is off, and no moment can be had back: planciactl archive on.</source>
        <translation>La cronologia è spenta, e nessun momento si può riavere: planciactl archive on.</translation>
    </message>
    <message>
        <source>the archive began</source>
        <translation>la cronologia è iniziata</translation>
    </message>
    <message>
        <source>the archive was off</source>
        <translation>la cronologia era spenta</translation>
    </message>
    <message>
        <source>another program emptied the store&apos;s log</source>
        <translation>un altro programma ha svuotato il log dell’archivio</translation>
    </message>
    <message>
        <source>another program wrote to the store</source>
        <translation>un altro programma ha scritto nell’archivio</translation>
    </message>
    <message>
        <source>the store&apos;s log was replaced</source>
        <translation>il log dell’archivio è stato sostituito</translation>
    </message>
    <message>
        <source>a commit number was skipped</source>
        <translation>un numero di commit è stato saltato</translation>
    </message>
    <message>
        <source>the store lost commits</source>
        <translation>l’archivio ha perso dei commit</translation>
    </message>
    <message>
        <source>the archive could not be written</source>
        <translation>non è stato possibile scrivere la cronologia</translation>
    </message>
    <message>
        <source>pieces of the archive are missing or damaged</source>
        <translation>parti della cronologia mancano o sono danneggiate</translation>
    </message>
    <message>
        <source>Only acts of this person: anna, or anna@host</source>
        <translation>Solo le operazioni di questa persona: anna, o anna@host</translation>
    </message>
    <message>
        <source>PACKED</source>
        <translation>COMPRESSO</translation>
    </message>
    <message>
        <source>SECOND PLACE</source>
        <translation>SECONDO POSTO</translation>
    </message>
    <message>
        <source>Copy backups to the second place and verify them there</source>
        <translation>Copia i backup nel secondo posto e li verifica là</translation>
    </message>
    <message>
        <source>The backup; without it whatever is kept and not there</source>
        <translation>Il backup; senza, tutto ciò che è conservato e là non c’è</translation>
    </message>
    <message>
        <source>Whatever is kept and not there, as without a path</source>
        <translation>Tutto ciò che è conservato e là non c’è, come senza percorso</translation>
    </message>
    <message>
        <source>The backup: its folder, a file in it, its name, or “latest”</source>
        <translation>Il backup: la sua cartella, un file in essa, il suo nome, o “latest”</translation>
    </message>
    <message>
        <source>The backup is made, its copy is not: %1</source>
        <translation>Il backup è fatto, la sua copia no: %1</translation>
    </message>
    <message>
        <source>The name or path that it had, or its folder in the trash</source>
        <translation>Il nome o il percorso che aveva, o la sua cartella nel cestino</translation>
    </message>
    <message>
        <source>off: no limit is set</source>
        <translation>spento: non è impostato alcun limite</translation>
    </message>
    <message>
        <source>good</source>
        <translation>a posto</translation>
    </message>
    <message>
        <source>none yet: no backup is proved, and the store is too young for an alarm</source>
        <translation>ancora nessuno: nessun backup è provato, e l’archivio è troppo giovane per un allarme</translation>
    </message>
    <message>
        <source>late: the newest proved backup is older than the limit</source>
        <translation>in ritardo: l’ultimo backup provato è più vecchio del limite</translation>
    </message>
    <message>
        <source>never: no backup is proved</source>
        <translation>mai: nessun backup è provato</translation>
    </message>
    <message>
        <source>now</source>
        <translation>adesso</translation>
    </message>
    <message>
        <source>Show or set when backups are made, which are kept, and when to warn</source>
        <translation>Mostra o imposta quando si fanno i backup, quali si conservano e quando avvisare</translation>
    </message>
    <message>
        <source>How often one is made by itself</source>
        <translation>Ogni quanto se ne fa uno da sé</translation>
    </message>
    <message>
        <source>When, by the local clock; with --every hour the minute counts</source>
        <translation>Quando, secondo l’orologio locale; con --every hour conta il minuto</translation>
    </message>
    <message>
        <source>With --every week: 1 is Monday</source>
        <translation>Con --every week: 1 è lunedì</translation>
    </message>
    <message>
        <source>With --every month: the last day of a shorter month</source>
        <translation>Con --every month: l’ultimo giorno di un mese più corto</translation>
    </message>
    <message>
        <source>So many days keep their newest backup</source>
        <translation>Tanti giorni conservano il loro ultimo backup</translation>
    </message>
    <message>
        <source>So many weeks keep their newest backup</source>
        <translation>Tante settimane conservano il loro ultimo backup</translation>
    </message>
    <message>
        <source>So many months keep their newest backup</source>
        <translation>Tanti mesi conservano il loro ultimo backup</translation>
    </message>
    <message>
        <source>Warn when the newest proved backup is older, in hours or as 2d; 0: never</source>
        <translation>Avvisare quando l’ultimo backup provato è più vecchio, in ore o come 2d; 0: mai</translation>
    </message>
    <message>
        <source>The archive of moments may take so much of the disk</source>
        <translation>La cronologia può occupare tanto disco</translation>
    </message>
    <message>
        <source>Copy each verified backup into this folder; empty: into none</source>
        <translation>Copia ogni backup verificato in questa cartella; vuoto: in nessuna</translation>
    </message>
    <message>
        <source>Times are by the local clock. The schedule is kept while the console or an agent with backup_schedules = true runs; without either: systemctl --user enable --now plancia-backup.timer</source>
        <translation>Gli orari sono dell’orologio locale. Il piano è rispettato mentre è in esecuzione la console o un agente con backup_schedules = true; senza l’una né l’altro: systemctl --user enable --now plancia-backup.timer</translation>
    </message>
    <message>
        <source>Say whether there is a recent proved backup, and when the next is due</source>
        <translation>Dice se c’è un backup provato recente e quando tocca al prossimo</translation>
    </message>
    <message>
        <source>Make and prove the backup that the schedule wants now, if it wants one: for timers</source>
        <translation>Esegue e prova il backup che la pianificazione vuole adesso, se ne vuole uno: per i timer</translation>
    </message>
    <message>
        <source>Another program is making it now.</source>
        <translation>Lo sta facendo un altro programma.</translation>
    </message>
    <message>
        <source>None is due.</source>
        <translation>Non ne tocca nessuno.</translation>
    </message>
    <message>
        <source>A workspace (or “now”: the local store), a backup (path, name or “latest”), a moment (#17), an SQLite file or a PostgreSQL URL</source>
        <translation>Un’area di lavoro (o “now”: l’archivio locale), un backup (percorso, nome o “latest”), un momento (#17), un file SQLite o un URL PostgreSQL</translation>
    </message>
    <message>
        <source>Copying to the second place</source>
        <translation>Copia nel secondo posto</translation>
    </message>
    <message>
        <source>Salvaging</source>
        <translation>Recupero</translation>
    </message>
    <message>
        <source>without a terminal to ask on, “%1” needs %2</source>
        <translation>senza un terminale su cui chiedere, “%1” richiede %2</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nulla è stato modificato.</translation>
    </message>
    <message>
        <source>What was done after that is not in it.</source>
        <translation>Ciò che è stato fatto dopo non vi è contenuto.</translation>
    </message>
    <message>
        <source>Nothing was done since that would be gone.</source>
        <translation>Da allora non è stato fatto nulla che andrebbe perso.</translation>
    </message>
    <message>
        <source>More than %1 acts since then will be gone. The newest: %2, %3.</source>
        <comment>%2: what was done, %3: when</comment>
        <translation>Più di %1 operazioni compiute da allora andranno perse. L’ultima: %2, %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) since then will be gone. The newest: %1, %2.</source>
        <comment>%1: what was done, %2: when</comment>
        <translation>
            <numerusform>%n operazione compiuta da allora andrà persa. L’ultima: %1, %2.</numerusform>
            <numerusform>%n operazioni compiute da allora andranno perse. L’ultima: %1, %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Would be restored: %1.</source>
        <translation>Sarebbe ripristinato: %1.</translation>
    </message>
    <message>
        <source>The archive holds newer commits up to %1: planciactl restore --commit %1</source>
        <translation>La cronologia contiene commit più recenti, fino al %1: planciactl restore --commit %1</translation>
    </message>
    <message>
        <source>Only say what would be restored, and which acts would be gone</source>
        <translation>Dire soltanto che cosa sarebbe ripristinato, e quali operazioni andrebbero perse</translation>
    </message>
    <message>
        <source>%1 was asked for, and no moment can be had back yet</source>
        <translation>è stato chiesto %1, e nessun momento si può ancora riavere</translation>
    </message>
    <message>
        <source>%1 was asked for, and it reaches from %2 to %3</source>
        <translation>è stato chiesto %1, e la cronologia va da %2 a %3</translation>
    </message>
    <message>
        <source>… and %1 places more</source>
        <translation>… e altri %1 punti</translation>
    </message>
    <message>
        <source>%1 refused in %2: %3</source>
        <translation>%1 rifiutate in %2: %3</translation>
    </message>
    <message>
        <source>Show what can be had for a damaged store, and put it in its place</source>
        <translation>Mostra che cosa si può avere per un archivio danneggiato, e mettilo al suo posto</translation>
    </message>
    <message>
        <source>A damaged file whose rows go into a new one, instead of the local store</source>
        <translation>Un file danneggiato le cui righe vanno in uno nuovo, al posto dell’archivio locale</translation>
    </message>
    <message>
        <source>archive, backup or rows: put that in the place of the local store</source>
        <translation>archive, backup o rows: mettilo al posto dell’archivio locale</translation>
    </message>
    <message>
        <source>Where the rows of FILE go</source>
        <translation>Dove vanno le righe di FILE</translation>
    </message>
    <message>
        <source>FILE goes with --out, and --from with the local store</source>
        <translation>FILE va con --out, e --from con l’archivio locale</translation>
    </message>
    <message>
        <source> (proved)</source>
        <translation> (provato)</translation>
    </message>
    <message>
        <source>SOURCE</source>
        <translation>ORIGINE</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>NOTA</translation>
    </message>
    <message>
        <source>ARCHIVE</source>
        <translation>CRONOLOGIA</translation>
    </message>
    <message>
        <source>BACKUP</source>
        <translation>BACKUP</translation>
    </message>
    <message>
        <source>LOST</source>
        <translation>PERSE</translation>
    </message>
    <message>
        <source>REFUSED</source>
        <translation>RIFIUTATE</translation>
    </message>
    <message>
        <source>%1 pages look like rows of a table, but may as well be old ones: they are left out.</source>
        <translation>%1 pagine sembrano righe di una tabella, ma potrebbero anche essere vecchie: vengono lasciate fuori.</translation>
    </message>
    <message>
        <source>No damage was found in the rows of the store.</source>
        <translation>Nelle righe dell’archivio non è stato trovato alcun danno.</translation>
    </message>
    <message>
        <source>Recommended: planciactl store salvage --from %1</source>
        <translation>Consigliato: planciactl store salvage --from %1</translation>
    </message>
    <message>
        <source>The local store is moved aside as it is, and takes the contents of: %1.</source>
        <translation>L’archivio locale viene messo da parte così com’è, e prende il contenuto di: %1.</translation>
    </message>
    <message>
        <source>The damaged store lies in %1 as it was. Delete it when nothing is missing.</source>
        <translation>L’archivio danneggiato si trova in %1 com’era. Eliminalo quando non manca nulla.</translation>
    </message>
    <message>
        <source>STRAY</source>
        <translation>ISOLATE</translation>
    </message>
    <message>
        <source>a bundle for support</source>
        <translation>un pacchetto per l’assistenza</translation>
    </message>
    <message>
        <source>Made:</source>
        <translation>Creato:</translation>
    </message>
    <message>
        <source>Files:</source>
        <translation>File:</translation>
    </message>
    <message>
        <source>Bytes:</source>
        <translation>Byte:</translation>
    </message>
    <message>
        <source>a file of another program</source>
        <translation>un file di un altro programma</translation>
    </message>
    <message>
        <source>Tables:</source>
        <translation>Tabelle:</translation>
    </message>
    <message>
        <source>Rows, estimated:</source>
        <translation>Righe, stima:</translation>
    </message>
    <message>
        <source>Look at it with: planciactl --store FILE table list</source>
        <translation>Per guardarlo: planciactl --store FILE table list</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Tipo:</translation>
    </message>
    <message>
        <source>Not exported, because only tables are: %1 (views and virtual tables)</source>
        <translation>Non esportate, perché lo sono solo le tabelle: %1 (viste e tabelle virtuali)</translation>
    </message>
    <message>
        <source>The backup (path, name or “latest”), or any store</source>
        <translation>Il backup (percorso, nome o “latest”), o un archivio qualsiasi</translation>
    </message>
    <message>
        <source>List the tables of the workspace&apos;s file, whoever made it</source>
        <translation>Elencare le tabelle del file dell’area di lavoro, chiunque lo abbia creato</translation>
    </message>
    <message>
        <source>Only names that contain this</source>
        <translation>Solo i nomi che contengono questo testo</translation>
    </message>
    <message>
        <source>ROWS (ESTIMATED)</source>
        <translation>RIGHE (STIMA)</translation>
    </message>
    <message>
        <source>There are more tables: --filter narrows the list.</source>
        <translation>Ci sono altre tabelle: --filter restringe l’elenco.</translation>
    </message>
    <message>
        <source>Print the rows of a table as they are, in the order of its key</source>
        <translation>Stampare le righe di una tabella come sono, nell’ordine della sua chiave</translation>
    </message>
    <message>
        <source>The table, as “table list” names it</source>
        <translation>La tabella, con il nome che le dà “table list”</translation>
    </message>
    <message>
        <source>Run a view&apos;s query, which the author of the file wrote</source>
        <translation>Eseguire la query di una vista, scritta dall’autore del file</translation>
    </message>
    <message>
        <source>Its short name: a–z, 0–9 and -</source>
        <translation>Il suo nome breve: a–z, 0–9 e -</translation>
    </message>
    <message>
        <source>trial, active (default), suspended or archived</source>
        <translation>trial, active (predefinito), suspended o archived</translation>
    </message>
    <message>
        <source>Words to filter by, such as &quot;vip, eu-west&quot;</source>
        <translation>Parole con cui filtrare, per esempio &quot;vip, eu-west&quot;</translation>
    </message>
    <message>
        <source>When its trial ends</source>
        <translation>Quando finisce la prova</translation>
    </message>
    <message>
        <source>Only trial, active, suspended or archived ones</source>
        <translation>Solo quelli trial, active, suspended o archived</translation>
    </message>
    <message>
        <source>Those that are deleted and can be taken back</source>
        <translation>Quelli eliminati che si possono recuperare</translation>
    </message>
    <message>
        <source>Only those with a word of name or slug that starts so, or with a #tag</source>
        <translation>Solo quelli con una parola del nome o dello slug che comincia così, o con un #tag</translation>
    </message>
    <message>
        <source>Change a tenant&apos;s name, notes, tags or end of trial</source>
        <translation>Cambia nome, note, tag o fine della prova di un tenant</translation>
    </message>
    <message>
        <source>The new tags, all of them</source>
        <translation>I nuovi tag, tutti</translation>
    </message>
    <message>
        <source>When its trial ends; empty: no end</source>
        <translation>Quando finisce la prova; vuoto: senza fine</translation>
    </message>
    <message>
        <source>Give a tenant another slug; the one it had leads to it from then on</source>
        <translation>Dà a un tenant un altro slug; quello di prima da allora porta a lui</translation>
    </message>
    <message>
        <source>The new slug</source>
        <translation>Il nuovo slug</translation>
    </message>
    <message>
        <source>Delete a tenant; it can be taken back for 30 days</source>
        <translation>Elimina un tenant; si può recuperare per 30 giorni</translation>
    </message>
    <message>
        <source>Take a deleted tenant back, as it was</source>
        <translation>Recupera un tenant eliminato, com’era</translation>
    </message>
    <message>
        <source>Delete a deleted tenant for good, after writing everything of it to a file</source>
        <translation>Elimina per sempre un tenant già eliminato, dopo averne scritto tutto in un file</translation>
    </message>
    <message>
        <source>A new file, for everything that is taken from the store as JSON (required)</source>
        <translation>Un nuovo file per tutto ciò che si toglie dall’archivio, in JSON (obbligatorio)</translation>
    </message>
    <message>
        <source>Only say what would go</source>
        <translation>Dice soltanto che cosa verrebbe tolto</translation>
    </message>
    <message>
        <source>%1 (%2) and everything of it will be deleted for good.</source>
        <translation>%1 (%2) e tutto ciò che gli appartiene verrà eliminato per sempre.</translation>
    </message>
    <message>
        <source>Archive a tenant: no customer any more, kept for the record</source>
        <translation>Mette un tenant tra gli archiviati: non è più cliente, si conserva per memoria</translation>
    </message>
    <message>
        <source>The key&apos;s id, or the twelve characters in it</source>
        <translation>L’id della chiave, o i dodici caratteri al suo interno</translation>
    </message>
    <message>
        <source>When it stops working: a time, or 90d for in ninety days; empty: never</source>
        <translation>Quando smette di funzionare: un istante, o 90d per tra novanta giorni; vuoto: mai</translation>
    </message>
    <message>
        <source>A permission such as orders:read; may be given several times</source>
        <translation>Un permesso come orders:read; si può indicare più volte</translation>
    </message>
    <message>
        <source>An address or block from where it may be used; may be given several times</source>
        <translation>Un indirizzo o un blocco da cui si può usare; si può indicare più volte</translation>
    </message>
    <message>
        <source>A named limit such as calls=100/1m; may be given several times</source>
        <translation>Un limite con nome, come calls=100/1m; si può indicare più volte</translation>
    </message>
    <message>
        <source>Write the key to a new sealed file instead, and print what opens it</source>
        <translation>Scrive invece la chiave in un nuovo file sigillato e mostra che cosa lo apre</translation>
    </message>
    <message>
        <source>The key is sealed in %1. What opens it stands above and nowhere else: send it another way.</source>
        <translation>La chiave è sigillata in %1. Ciò che lo apre sta qui sopra e in nessun altro posto: va inviato per un’altra via.</translation>
    </message>
    <message>
        <source>This is the key %1 (%2). It is shown this once and kept nowhere.</source>
        <translation>Questa è la chiave %1 (%2). Si mostra solo questa volta e non si conserva da nessuna parte.</translation>
    </message>
    <message>
        <source>Make an API key and print it, this once</source>
        <translation>Crea una chiave API e la mostra, solo questa volta</translation>
    </message>
    <message>
        <source>The environment, such as live (default) or test: a–z and 0–9</source>
        <translation>L’ambiente, come live (predefinito) o test: a–z e 0–9</translation>
    </message>
    <message>
        <source>The first word of the key (default plancia)</source>
        <translation>La prima parola della chiave (predefinita plancia)</translation>
    </message>
    <message>
        <source>For the service itself, not for the customer</source>
        <translation>Per il servizio stesso, non per il cliente</translation>
    </message>
    <message>
        <source>Take a key that the service has already, from standard input</source>
        <translation>Prende una chiave che il servizio ha già, dallo standard input</translation>
    </message>
    <message>
        <source>List API keys</source>
        <translation>Elenca le chiavi API</translation>
    </message>
    <message>
        <source>Only those of this tenant</source>
        <translation>Solo quelle di questo tenant</translation>
    </message>
    <message>
        <source>Only active, disabled, in_grace, past_grace, expired or revoked ones</source>
        <translation>Solo quelle active, disabled, in_grace, past_grace, expired o revoked</translation>
    </message>
    <message>
        <source>Only those with a word of name, key or tenant that starts so</source>
        <translation>Solo quelle con una parola del nome, della chiave o del tenant che comincia così</translation>
    </message>
    <message>
        <source>name (default), created, used or expiry</source>
        <translation>name (predefinito), created, used o expiry</translation>
    </message>
    <message>
        <source>ENV</source>
        <translation>AMBIENTE</translation>
    </message>
    <message>
        <source>LAST USED</source>
        <translation>ULTIMO USO</translation>
    </message>
    <message>
        <source>EXPIRES</source>
        <translation>SCADE</translation>
    </message>
    <message>
        <source>Show an API key</source>
        <translation>Mostra una chiave API</translation>
    </message>
    <message>
        <source>Change an API key&apos;s name, expiry, permissions, addresses or limits</source>
        <translation>Cambia nome, scadenza, permessi, indirizzi o limiti di una chiave API</translation>
    </message>
    <message>
        <source>Make a successor of an API key and print it, this once; the old one works on for a while</source>
        <translation>Crea la chiave che succede a un’altra e la mostra, solo questa volta; quella vecchia funziona ancora per un po’</translation>
    </message>
    <message>
        <source>How long the old key works on: 0, 1m, 15m, 1h, 6h, 24h or 7d (default)</source>
        <translation>Per quanto funziona ancora la vecchia chiave: 0, 1m, 15m, 1h, 6h, 24h o 7d (predefinito)</translation>
    </message>
    <message>
        <source>The old key works until %1.</source>
        <translation>La vecchia chiave funziona fino a %1.</translation>
    </message>
    <message>
        <source>Delete an API key that is revoked, expired or past its grace, after writing all that is known of it to a file</source>
        <translation>Elimina una chiave API revocata, scaduta o fuori tolleranza, dopo aver scritto in un file tutto ciò che se ne sa</translation>
    </message>
    <message>
        <source>Say whether the key on standard input is let in; ends with 1 when it is not</source>
        <translation>Dice se la chiave sullo standard input è ammessa; termina con 1 se non lo è</translation>
    </message>
    <message>
        <source>Used from this address</source>
        <translation>Usata da questo indirizzo</translation>
    </message>
    <message>
        <source>Print the key in a sealed file; what opens it is read from standard input</source>
        <translation>Mostra la chiave di un file sigillato; ciò che lo apre si legge dallo standard input</translation>
    </message>
    <message>
        <source>The sealed file</source>
        <translation>Il file sigillato</translation>
    </message>
    <message>
        <source>Disable an API key; it can be enabled again</source>
        <translation>Disattiva una chiave API; si può riattivare</translation>
    </message>
    <message>
        <source>Enable a disabled API key again</source>
        <translation>Riattiva una chiave API disattivata</translation>
    </message>
    <message>
        <source>Revoke an API key for good</source>
        <translation>Revoca per sempre una chiave API</translation>
    </message>
    <message>
        <source>Look for API keys in files, folders and git histories; ends with 1 when one was found that can be used</source>
        <translation>Cerca chiavi API in file, cartelle e cronologie git; termina con 1 se ne trova una che si può usare</translation>
    </message>
    <message>
        <source>A file, a folder with all that is in it, or - for standard input</source>
        <translation>Un file, una cartella con tutto ciò che contiene, o - per lo standard input</translation>
    </message>
    <message>
        <source>A git repository, whose whole history is looked through; may be given several times</source>
        <translation>Un repository git, di cui si esamina l’intera cronologia; si può indicare più volte</translation>
    </message>
    <message>
        <source>The first word of the keys (default plancia); may be given several times</source>
        <translation>La prima parola delle chiavi (predefinita plancia); si può indicare più volte</translation>
    </message>
    <message>
        <source>Revoke all that are found, in one act</source>
        <translation>Revoca tutte quelle trovate, con una sola operazione</translation>
    </message>
    <message>
        <source>Why, for the audit trail (with --revoke)</source>
        <translation>Il motivo, per il registro di audit (con --revoke)</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) will be revoked for good.</source>
        <translation>
            <numerusform>%n chiave verrà revocata per sempre.</numerusform>
            <numerusform>%n chiavi verranno revocate per sempre.</numerusform>
        </translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>CHIAVE</translation>
    </message>
    <message>
        <source>TIMES</source>
        <translation>VOLTE</translation>
    </message>
    <message>
        <source>FOUND IN</source>
        <translation>TROVATA IN</translation>
    </message>
    <message>
        <source>Not read: %1</source>
        <translation>Non letto: %1</translation>
    </message>
    <message>
        <source>There were more keys than are shown.</source>
        <translation>Le chiavi erano più di quelle mostrate.</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <translation>Revocate: %1</translation>
    </message>
    <message>
        <source>Show a person&apos;s sessions, sign-ins, codes and kind of password</source>
        <translation>Mostra sessioni, accessi, codici e tipo di password di una persona</translation>
    </message>
    <message>
        <source>SESSION</source>
        <translation>SESSIONE</translation>
    </message>
    <message>
        <source>LAST USE</source>
        <translation>ULTIMO USO</translation>
    </message>
    <message>
        <source>ACCESS UNTIL</source>
        <translation>ACCESSO FINO A</translation>
    </message>
    <message>
        <source>REFRESH UNTIL</source>
        <translation>RINNOVO FINO A</translation>
    </message>
    <message>
        <source>REFRESHES</source>
        <translation>RINNOVI</translation>
    </message>
    <message>
        <source>DEVICE</source>
        <translation>DISPOSITIVO</translation>
    </message>
    <message>
        <source>SIGN-IN</source>
        <translation>ACCESSO</translation>
    </message>
    <message>
        <source>End a session of a person, or all of them</source>
        <translation>Termina una sessione di una persona, o tutte</translation>
    </message>
    <message>
        <source>The id of the session, as “user sessions” shows it</source>
        <translation>L’id della sessione, come lo mostra “user sessions”</translation>
    </message>
    <message>
        <source>All that are open</source>
        <translation>Tutte quelle aperte</translation>
    </message>
    <message>
        <source>Set a person&apos;s password, read from standard input</source>
        <translation>Imposta la password di una persona, letta dallo standard input</translation>
    </message>
    <message>
        <source>The new password of %1 (%2):</source>
        <translation>La nuova password di %1 (%2):</translation>
    </message>
    <message>
        <source>Show or set what a password has to be, where this installation sets one</source>
        <translation>Mostra o imposta come deve essere una password, dove è questa installazione a impostarla</translation>
    </message>
    <message>
        <source>At least so many characters: 8 to 64</source>
        <translation>Almeno tanti caratteri: da 8 a 64</translation>
    </message>
    <message>
        <source>Of at least so many kinds, 1 to 4: small letters, capitals, digits, other signs</source>
        <translation>Di almeno tanti tipi, da 1 a 4: minuscole, maiuscole, cifre, altri segni</translation>
    </message>
    <message>
        <source>The person&apos;s e-mail address or id</source>
        <translation>L’indirizzo e-mail o l’id della persona</translation>
    </message>
    <message>
        <source>The code is shown only now. Give it to the person by a way that others do not read.</source>
        <translation>Il codice viene mostrato solo adesso. Va dato alla persona per una via che altri non leggono.</translation>
    </message>
    <message>
        <source>List the people of a tenant, or of all</source>
        <translation>Elenca le persone di un tenant, o di tutti</translation>
    </message>
    <message>
        <source>The tenant&apos;s slug; without it the people of all tenants</source>
        <translation>Lo slug del tenant; senza, le persone di tutti i tenant</translation>
    </message>
    <message>
        <source>Only owner, admin, member or viewer</source>
        <translation>Solo owner, admin, member o viewer</translation>
    </message>
    <message>
        <source>Only invited, active or disabled ones</source>
        <translation>Solo quelle invited, active o disabled</translation>
    </message>
    <message>
        <source>Only those with a word of name or address that starts so</source>
        <translation>Solo quelle con una parola del nome o dell’indirizzo che inizia così</translation>
    </message>
    <message>
        <source>name (default), email or created</source>
        <translation>name (predefinito), email o created</translation>
    </message>
    <message>
        <source>E-MAIL</source>
        <translation>E-MAIL</translation>
    </message>
    <message>
        <source>ROLE</source>
        <translation>RUOLO</translation>
    </message>
    <message>
        <source>LAST SIGN-IN</source>
        <translation>ULTIMO ACCESSO</translation>
    </message>
    <message>
        <source>Show a person</source>
        <translation>Mostra una persona</translation>
    </message>
    <message>
        <source>Invite a person to a tenant; prints the one-time code</source>
        <translation>Invita una persona in un tenant; stampa il codice monouso</translation>
    </message>
    <message>
        <source>The person&apos;s e-mail address</source>
        <translation>L’indirizzo e-mail della persona</translation>
    </message>
    <message>
        <source>The person&apos;s name</source>
        <translation>Il nome della persona</translation>
    </message>
    <message>
        <source>owner, admin, member (default) or viewer</source>
        <translation>owner, admin, member (predefinito) o viewer</translation>
    </message>
    <message>
        <source>Change a person&apos;s name, address or role</source>
        <translation>Cambia nome, indirizzo o ruolo di una persona</translation>
    </message>
    <message>
        <source>The new address; it is not verified then</source>
        <translation>Il nuovo indirizzo; da allora non è verificato</translation>
    </message>
    <message>
        <source>owner, admin, member or viewer</source>
        <translation>owner, admin, member o viewer</translation>
    </message>
    <message>
        <source>Make a new one-time code for a person and end their sessions</source>
        <translation>Crea un nuovo codice monouso per una persona e termina le sue sessioni</translation>
    </message>
    <message>
        <source>Mark a person&apos;s address as verified</source>
        <translation>Segna come verificato l’indirizzo di una persona</translation>
    </message>
    <message>
        <source>Write everything about a person to a file</source>
        <translation>Scrive in un file tutto ciò che riguarda una persona</translation>
    </message>
    <message>
        <source>A new file, for everything about the person as JSON (required)</source>
        <translation>Un file nuovo, per tutto ciò che riguarda la persona in JSON (obbligatorio)</translation>
    </message>
    <message>
        <source>Delete everything about a person, after writing it to a file</source>
        <translation>Elimina tutto ciò che riguarda una persona, dopo averlo scritto in un file</translation>
    </message>
    <message>
        <source>Everything about %1 (%2) will be deleted for good.</source>
        <translation>Tutto ciò che riguarda %1 (%2) verrà eliminato per sempre.</translation>
    </message>
    <message>
        <source>Disable a person: their sessions end and they sign in no more</source>
        <translation>Disattiva una persona: le sue sessioni terminano e non accede più</translation>
    </message>
    <message>
        <source>Let a disabled person in again</source>
        <translation>Fa accedere di nuovo una persona disattivata</translation>
    </message>
    <message>
        <source>KEY</source>
        <comment>id of the key that a backup is encrypted with</comment>
        <translation>CHIAVE</translation>
    </message>
    <message>
        <source>Every byte is as it was written. It was not opened, as its key is not here (%1).</source>
        <translation>Ogni byte è come è stato scritto. Non è stato aperto, perché la sua chiave non è qui (%1).</translation>
    </message>
    <message>
        <source>No key ring keeps the key: give its phrase with --recovery-phrase-stdin whenever it is needed.</source>
        <translation>Nessun portachiavi conserva la chiave: indicare la sua frase con --recovery-phrase-stdin ogni volta che serve.</translation>
    </message>
    <message>
        <source>Show, make, print or enter the key that backups are encrypted with</source>
        <translation>Mostrare, creare, stampare o inserire la chiave con cui sono cifrati i backup</translation>
    </message>
    <message>
        <source>status; new: a new key, whose recovery phrase is printed once; show: the phrase again; import: enter a phrase, read from the first line of standard input</source>
        <translation>status; new: una chiave nuova, di cui si stampa una volta la frase di recupero; show: di nuovo la frase; import: inserire una frase, letta dalla prima riga dello standard input</translation>
    </message>
    <message>
        <source>Without this phrase nobody opens the backups once the key ring is lost. Print it, and keep it apart from the backups.</source>
        <translation>Senza questa frase nessuno apre i backup, se il portachiavi va perduto. Stamparla e conservarla lontano dai backup.</translation>
    </message>
    <message>
        <source>Encrypt new backups with the key that “backup key new” made</source>
        <translation>Cifrare i nuovi backup con la chiave creata da “backup key new”</translation>
    </message>
    <message>
        <source>Read the recovery phrase of encrypted backups from the first line of standard input, for this run</source>
        <translation>Leggere dalla prima riga dello standard input la frase di recupero dei backup cifrati, per questa esecuzione</translation>
    </message>
    <message>
        <source>Changing tenants</source>
        <translation>Modifica dei tenant</translation>
    </message>
    <message>
        <source>Act on many tenants at once, or undo such an act</source>
        <translation>Agisce su molti tenant in una volta, o annulla un atto simile</translation>
    </message>
    <message>
        <source>suspend, activate, tag, untag or undo</source>
        <translation>suspend, activate, tag, untag o undo</translation>
    </message>
    <message>
        <source>Slugs; - reads them from standard input, one a line. For undo: the id of the act</source>
        <translation>Slug; - li legge dallo standard input, uno per riga. Per undo: l’id dell’atto</translation>
    </message>
    <message>
        <source>All that the filter of “tenant list” finds with this text</source>
        <translation>Tutti quelli che il filtro di “tenant list” trova con questo testo</translation>
    </message>
    <message>
        <source>With --match: only trial, active, suspended or archived ones</source>
        <translation>Con --match: solo quelli trial, active, suspended o archived</translation>
    </message>
    <message>
        <source>For tag and untag: words such as &quot;vip, eu-west&quot;</source>
        <translation>Per tag e untag: parole come &quot;vip, eu-west&quot;</translation>
    </message>
    <message>
        <source>For suspend and activate: why, for the audit trail (required)</source>
        <translation>Per suspend e activate: perché, per il registro (obbligatorio)</translation>
    </message>
    <message>
        <source>Only say what would change, and what is refused and why</source>
        <translation>Dice soltanto che cosa cambierebbe, e che cosa è rifiutato e perché</translation>
    </message>
    <message>
        <source>“%1” needs either slugs or %2</source>
        <translation>“%1” vuole degli slug oppure %2</translation>
    </message>
    <message>
        <source>LEFT ALONE</source>
        <translation>NON TOCCATI</translation>
    </message>
    <message>
        <source>WHY</source>
        <translation>PERCHÉ</translation>
    </message>
    <message>
        <source>%1 more are not listed.</source>
        <translation>Altri %1 non sono elencati.</translation>
    </message>
    <message>
        <source>To undo it: %1</source>
        <translation>Per annullarlo: %1</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importazione</translation>
    </message>
    <message>
        <source>As CSV with a header line, guarded against formulas of spreadsheets</source>
        <translation>Come CSV con una riga d’intestazione, protetto dalle formule dei fogli di calcolo</translation>
    </message>
    <message>
        <source>As JSON, an object a line</source>
        <translation>Come JSON, un oggetto per riga</translation>
    </message>
    <message>
        <source>With --csv or --jsonl: every row, however many</source>
        <translation>Con --csv o --jsonl: tutte le righe, quante che siano</translation>
    </message>
    <message>
        <source>only one of %1 can be used</source>
        <translation>si può usare solo una di %1</translation>
    </message>
    <message>
        <source>“%1” goes with %2 and without %3</source>
        <translation>“%1” va con %2 e senza %3</translation>
    </message>
    <message>
        <source>Make tenants from a file, CSV or JSON</source>
        <translation>Crea tenant da un file, CSV o JSON</translation>
    </message>
    <message>
        <source>CSV with a header line, an array of JSON objects, or a JSON object a line; - for standard input</source>
        <translation>CSV con una riga d’intestazione, un array di oggetti JSON, o un oggetto JSON per riga; - per lo standard input</translation>
    </message>
    <message>
        <source>Which field a column is: slug, name, status, tags, notes, trial_ends_at, or nothing; may be given several times</source>
        <translation>Quale campo è una colonna: slug, name, status, tags, notes, trial_ends_at, o nulla; si può dare più volte</translation>
    </message>
    <message>
        <source>Only say what would be made, and what is wrong with which row</source>
        <translation>Dice soltanto che cosa sarebbe creato, e che cosa non va in quale riga</translation>
    </message>
    <message>
        <source>Make the good rows and leave out the others; else all or nothing</source>
        <translation>Crea le righe buone e tralascia le altre; altrimenti tutto o niente</translation>
    </message>
    <message>
        <source>A new file, for every fault as CSV: line, field, code, message</source>
        <translation>Un file nuovo, per ogni errore in CSV: riga, campo, codice, messaggio</translation>
    </message>
    <message>
        <source>LINE</source>
        <translation>RIGA</translation>
    </message>
    <message>
        <source>FIELD</source>
        <translation>CAMPO</translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation>ERRORE</translation>
    </message>
    <message>
        <source>Tell how API keys were used, the last thirty days unless asked otherwise</source>
        <translation>Dire come sono state usate le chiavi API, negli ultimi trenta giorni se non si chiede altro</translation>
    </message>
    <message>
        <source>Only this key: its id, or the twelve characters in it</source>
        <translation>Solo questa chiave: il suo id, o i dodici caratteri al suo interno</translation>
    </message>
    <message>
        <source>Only keys of this tenant</source>
        <translation>Solo le chiavi di questo tenant</translation>
    </message>
    <message>
        <source>From then: a time, or an age such as 24h or 7d</source>
        <translation>Da allora: un’ora, o un’età come 24h o 7d</translation>
    </message>
    <message>
        <source>Before then</source>
        <translation>Prima di allora</translation>
    </message>
    <message>
        <source>So many endpoints, 20 unless given, 100 at most</source>
        <translation>Quanti endpoint: 20 se non indicato, 100 al massimo</translation>
    </message>
    <message>
        <source>The newest calls instead, so many, 500 at most</source>
        <translation>Invece le chiamate più recenti: quante, 500 al massimo</translation>
    </message>
    <message>
        <source>List the keys that work and that somebody should look at</source>
        <translation>Elencare le chiavi che funzionano e che qualcuno dovrebbe guardare</translation>
    </message>
    <message>
        <source>never_used, idle, no_expiry, unused_permissions, never_limited or always_limited</source>
        <translation>never_used, idle, no_expiry, unused_permissions, never_limited o always_limited</translation>
    </message>
    <message>
        <source>name, created (default), used, expiry or count</source>
        <translation>name, created (predefinito), used, expiry o count</translation>
    </message>
    <message>
        <source>%1 of %2 are shown.</source>
        <translation>Mostrate %1 di %2.</translation>
    </message>
    <message>
        <source>API key:</source>
        <translation>Chiave API:</translation>
    </message>
    <message>
        <source>Passphrase:</source>
        <translation>Passphrase:</translation>
    </message>
    <message>
        <source>Back up, then apply the migrations that wait</source>
        <translation>Fare un backup, poi applicare le migrazioni in attesa</translation>
    </message>
    <message>
        <source>Also where this role may make no backup of the server</source>
        <translation>Anche dove questo ruolo non può fare backup del server</translation>
    </message>
    <message>
        <source>requests_minute, requests_hour, requests_day, cost_minute, cost_hour, cost_day, cost_month, storage or seats</source>
        <translation>requests_minute, requests_hour, requests_day, cost_minute, cost_hour, cost_day, cost_month, storage o seats</translation>
    </message>
    <message>
        <source>Counted for each key (default), for the tenant, or for each address without a key</source>
        <translation>Contato per ogni chiave (key, predefinito), per il tenant (tenant) o per ogni indirizzo senza chiave (address)</translation>
    </message>
    <message>
        <source>Of this endpoint alone</source>
        <translation>Solo di questo endpoint</translation>
    </message>
    <message>
        <source>Only when its row_version is still this (0: there is none of its own)</source>
        <translation>Solo se la sua row_version è ancora questa (0: non ne ha uno proprio)</translation>
    </message>
    <message>
        <source>Show what a tenant is limited to, how much of it is used, and when it runs out</source>
        <translation>Mostra i limiti di un tenant, quanto ne è usato e quando si esauriscono</translation>
    </message>
    <message>
        <source>default</source>
        <translation>predefinito</translation>
    </message>
    <message>
        <source>own</source>
        <translation>proprio</translation>
    </message>
    <message>
        <source>USED</source>
        <translation>USATO</translation>
    </message>
    <message>
        <source>ALLOWED</source>
        <translation>PERMESSO</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>ORIGINE</translation>
    </message>
    <message>
        <source>FORECAST</source>
        <translation>PREVISIONE</translation>
    </message>
    <message>
        <source>Set or change a limit of a tenant</source>
        <translation>Imposta o cambia un limite di un tenant</translation>
    </message>
    <message>
        <source>How much: a whole number, of costs such as 12.50, of storage such as 50GiB</source>
        <translation>Quanto: un numero intero, per i costi ad esempio 12.50, per lo spazio ad esempio 50GiB</translation>
    </message>
    <message>
        <source>Take a limit of a tenant away: the default holds again, or none</source>
        <translation>Toglie un limite di un tenant: vale di nuovo quello predefinito, o nessuno</translation>
    </message>
    <message>
        <source>Take a tenant in: limits, first person and first key in one act; all of it, or nothing</source>
        <translation>Accoglie un tenant: limiti, prima persona e prima chiave in un solo atto; tutto, o niente</translation>
    </message>
    <message>
        <source>A limit such as seats=25 or requests_hour:tenant:/v1/orders=2000; may be given several times</source>
        <translation>Un limite come seats=25 o requests_hour:tenant:/v1/orders=2000; può essere dato più volte</translation>
    </message>
    <message>
        <source>The first person, who is invited with a one-time code</source>
        <translation>La prima persona, invitata con un codice monouso</translation>
    </message>
    <message>
        <source>owner (default), admin, member or viewer</source>
        <translation>owner (predefinito), admin, member o viewer</translation>
    </message>
    <message>
        <source>The first API key</source>
        <translation>La prima chiave API</translation>
    </message>
    <message>
        <source>Write a hand-over sheet for the customer to a new HTML file, without code and key</source>
        <translation>Scrive un foglio di consegna per il cliente in un nuovo file HTML, senza codice né chiave</translation>
    </message>
    <message>
        <source>Code and key are shown only now. Give them to the customer by ways that others do not read.</source>
        <translation>Codice e chiave sono mostrati solo ora. Dalli al cliente per vie che altri non leggono.</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Spostamento</translation>
    </message>
    <message>
        <source>SOURCE ROWS</source>
        <translation>RIGHE ORIGINE</translation>
    </message>
    <message>
        <source>TARGET ROWS</source>
        <translation>RIGHE DESTINAZIONE</translation>
    </message>
    <message>
        <source>SOURCE HASH</source>
        <translation>HASH ORIGINE</translation>
    </message>
    <message>
        <source>TARGET HASH</source>
        <translation>HASH DESTINAZIONE</translation>
    </message>
    <message>
        <source>Move a local store into a PostgreSQL schema, or a schema into a new file</source>
        <translation>Sposta un archivio locale in uno schema di PostgreSQL, o uno schema in un file nuovo</translation>
    </message>
    <message>
        <source>Where the data is: a workspace, the path of a store or a PostgreSQL URL</source>
        <translation>Dove sono i dati: uno spazio di lavoro, il percorso di un archivio o un URL di PostgreSQL</translation>
    </message>
    <message>
        <source>Where it goes: a connection, a PostgreSQL URL or the path of a new file</source>
        <translation>Dove vanno: una connessione, un URL di PostgreSQL o il percorso di un file nuovo</translation>
    </message>
    <message>
        <source>Only show what would be moved and what stands in the way</source>
        <translation>Mostra soltanto che cosa verrebbe spostato e che cosa lo impedisce</translation>
    </message>
    <message>
        <source>Why, for the audit trail</source>
        <translation>Il motivo, per il registro</translation>
    </message>
    <message>
        <source>Both have the %1 %2</source>
        <comment>%1: tenant id, slug or former slug</comment>
        <translation>Entrambi hanno %1 %2</translation>
    </message>
    <message>
        <source>Nothing stands in the way. Nothing was changed.</source>
        <translation>Nulla lo impedisce. Nulla è stato cambiato.</translation>
    </message>
    <message>
        <source>%1 moves to %2 as a whole, and is read-only from then on.</source>
        <translation>%1 si sposta per intero in %2, e da allora è in sola lettura.</translation>
    </message>
    <message>
        <source>Moved to %1. Every table has the same rows and the same hash on both sides.</source>
        <translation>Spostato in %1. Ogni tabella ha le stesse righe e lo stesso hash da entrambe le parti.</translation>
    </message>
    <message>
        <source>The source is read-only from now on.</source>
        <translation>Da ora l’origine è in sola lettura.</translation>
    </message>
    <message>
        <source>The source takes no writes, but could not be told that the move has ended: planciactl move settle %1</source>
        <translation>L’origine non accetta scritture, ma non le si è potuto dire che lo spostamento è finito: planciactl move settle %1</translation>
    </message>
    <message>
        <source>Find out what became of a move that did not report its end</source>
        <translation>Scopri che ne è stato di uno spostamento di cui non si conosce la fine</translation>
    </message>
    <message>
        <source>The store that was to be moved</source>
        <translation>L’archivio che doveva essere spostato</translation>
    </message>
    <message>
        <source>The move had arrived: the data is at %1, and this store is read-only.</source>
        <translation>Lo spostamento era arrivato: i dati sono in %1 e questo archivio è in sola lettura.</translation>
    </message>
    <message>
        <source>The move had not arrived: this store can be written again.</source>
        <translation>Lo spostamento non era arrivato: questo archivio si può scrivere di nuovo.</translation>
    </message>
    <message>
        <source>No move of this store waits for its end.</source>
        <translation>Nessuno spostamento di questo archivio attende la fine.</translation>
    </message>
    <message>
        <source>Let a store that was moved away be written again</source>
        <translation>Permetti di nuovo la scrittura in un archivio che è stato spostato</translation>
    </message>
    <message>
        <source>The store that was moved</source>
        <translation>L’archivio che è stato spostato</translation>
    </message>
    <message>
        <source>Also when the other end cannot be asked whether it has the data</source>
        <translation>Anche quando non si può chiedere all’altra parte se ha i dati</translation>
    </message>
    <message>
        <source>%1 is written again. What was changed where it was moved to is not in it.</source>
        <translation>%1 si scrive di nuovo. Ciò che è stato cambiato là dove era stato spostato non vi si trova.</translation>
    </message>
    <message>
        <source>The store can be written again. The other one is at %1.</source>
        <translation>L’archivio si può scrivere di nuovo. L’altro è in %1.</translation>
    </message>
    <message>
        <source>List what can be measured, and what a server must have or grant for it</source>
        <translation>Elenca ciò che si può misurare e che cosa un server deve avere o concedere</translation>
    </message>
    <message>
        <source>UNIT</source>
        <translation>UNITÀ</translation>
    </message>
    <message>
        <source>POSTGRESQL</source>
        <translation>POSTGRESQL</translation>
    </message>
    <message>
        <source>NEEDS</source>
        <translation>SERVE</translation>
    </message>
    <message>
        <source>Print what is remembered of a source</source>
        <translation>Stampa ciò che si ricorda di una fonte</translation>
    </message>
    <message>
        <source>Names from “metrics list”</source>
        <translation>Nomi da «metrics list»</translation>
    </message>
    <message>
        <source>From this time on: ISO 8601, or 15m, 24h, 7d ago (an hour without it)</source>
        <translation>Da questo momento in poi: ISO 8601, oppure 15m, 24h, 7d fa (un’ora se manca)</translation>
    </message>
    <message>
        <source>Up to this time (now without it)</source>
        <translation>Fino a questo momento (adesso se manca)</translation>
    </message>
    <message>
        <source>Of this agent: built-in, or its URL (the one followed last without it)</source>
        <translation>Di questo agente: built-in o il suo URL (l’ultimo seguito se manca)</translation>
    </message>
    <message>
        <source>As CSV with a header line, a gap as a line that begins with “#”</source>
        <translation>Come CSV con una riga d’intestazione; una lacuna è una riga che comincia con «#»</translation>
    </message>
    <message>
        <source>No metric of this version has the name “%1”.</source>
        <translation>Nessuna metrica di questa versione ha il nome «%1».</translation>
    </message>
    <message>
        <source>Nothing is remembered of this span.</source>
        <translation>Di questo intervallo non si ricorda nulla.</translation>
    </message>
    <message>
        <source>List the dashboards of the Monitoring page, shipped and your own</source>
        <translation>Elenca i cruscotti della pagina Monitoraggio, quelli forniti e i propri</translation>
    </message>
    <message>
        <source>TILES</source>
        <translation>RIQUADRI</translation>
    </message>
    <message>
        <source>Say what is wrong with a dashboard file, by key and line</source>
        <translation>Dice che cosa non va in un file di cruscotto, con chiave e riga</translation>
    </message>
    <message>
        <source>A file of ~/.config/plancia/dashboards, or any other</source>
        <translation>Un file di ~/.config/plancia/dashboards, o un altro</translation>
    </message>
    <message>
        <source>The dashboard is good: %1 tiles in %2 rows.</source>
        <translation>Il cruscotto è valido: %1 riquadri in %2 righe.</translation>
    </message>
    <message>
        <source>List the events that are remembered, newest first</source>
        <translation>Elenca gli eventi ricordati, i più recenti per primi</translation>
    </message>
    <message>
        <source>From this time on: ISO 8601, or 15m, 24h, 7d ago (a day without it)</source>
        <translation>Da quest’ora in poi: ISO 8601, oppure 15m, 24h, 7d fa (senza, un giorno)</translation>
    </message>
    <message>
        <source>As bad as this or worse: debug, info, warning, error, critical</source>
        <translation>Di questa gravità o peggiore: debug, info, warning, error, critical</translation>
    </message>
    <message>
        <source>Only what this source told</source>
        <translation>Solo ciò che ha comunicato questa origine</translation>
    </message>
    <message>
        <source>Only this type, or those that begin with it and a dot</source>
        <translation>Solo questo tipo, o quelli che cominciano con esso e un punto</translation>
    </message>
    <message>
        <source>Only events of this tenant, as they name it</source>
        <translation>Solo gli eventi di questo tenant, come lo chiamano</translation>
    </message>
    <message>
        <source>Only events of this trace or request, whatever their time</source>
        <translation>Solo gli eventi di questa traccia o richiesta, di qualunque ora</translation>
    </message>
    <message>
        <source>Only events that have this text in them, in large or small letters</source>
        <translation>Solo gli eventi che contengono questo testo, maiuscolo o minuscolo</translation>
    </message>
    <message>
        <source>Only events that a regular expression matches</source>
        <translation>Solo gli eventi che corrispondono a un’espressione regolare</translation>
    </message>
    <message>
        <source>There are more: a larger --limit, a shorter span, or --all with --csv or --jsonl shows them.</source>
        <translation>Ce ne sono altri: li mostra un --limit più grande, un intervallo più breve, oppure --all con --csv o --jsonl.</translation>
    </message>
    <message>
        <source>TYPE</source>
        <translation>TIPO</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>MESSAGGIO</translation>
    </message>
    <message>
        <source>No event of this span is what was asked for.</source>
        <translation>Nessun evento di questo intervallo corrisponde alla richiesta.</translation>
    </message>
    <message>
        <source>Say whether the agent would take a file of events, and what is wrong with it</source>
        <translation>Dice se l’agente prenderebbe un file di eventi, e che cosa non va</translation>
    </message>
    <message>
        <source>JSON (an object or an array), or with .ndjson or .jsonl an object a line</source>
        <translation>JSON (un oggetto o un array), oppure con .ndjson o .jsonl un oggetto per riga</translation>
    </message>
    <message>
        <source>List the sessions of the PostgreSQL server, and what each does</source>
        <translation>Elenca le sessioni del server PostgreSQL e che cosa fa ciascuna</translation>
    </message>
    <message>
        <source>Only those that wait for a lock</source>
        <translation>Solo quelle che attendono un lock</translation>
    </message>
    <message>
        <source>Show who waits for whom, how long and for what</source>
        <translation>Mostra chi attende chi, da quanto e per che cosa</translation>
    </message>
    <message>
        <source>There are more sessions than can be shown.</source>
        <translation>Ci sono più sessioni di quante se ne possano mostrare.</translation>
    </message>
    <message>
        <source>Of the sessions of other roles, %1 sees only that they are there, and not who waits for whom: GRANT pg_monitor shows all.</source>
        <translation>Delle sessioni di altri ruoli %1 vede solo che ci sono, e non chi attende chi: GRANT pg_monitor mostra tutto.</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>USER</source>
        <translation>UTENTE</translation>
    </message>
    <message>
        <source>DATABASE</source>
        <translation>DATABASE</translation>
    </message>
    <message>
        <source>APPLICATION</source>
        <translation>APPLICAZIONE</translation>
    </message>
    <message>
        <source>CLIENT</source>
        <translation>CLIENT</translation>
    </message>
    <message>
        <source>WAITS FOR</source>
        <translation>ATTENDE</translation>
    </message>
    <message>
        <source>FOR</source>
        <translation>DA</translation>
    </message>
    <message>
        <source>BEHIND IT</source>
        <translation>IN ATTESA</translation>
    </message>
    <message>
        <source>Nobody waits for anybody.</source>
        <translation>Nessuno attende nessuno.</translation>
    </message>
    <message>
        <source>prepared transaction</source>
        <translation>transazione preparata</translation>
    </message>
    <message>
        <source>This session runs no query now: there is nothing to cancel.</source>
        <translation>Ora questa sessione non esegue alcuna query: non c’è nulla da annullare.</translation>
    </message>
    <message>
        <source>The query that session %1 (%2) runs will be cancelled: what this one statement did is undone, and an open transaction fails.</source>
        <translation>La query che la sessione %1 (%2) esegue verrà annullata: ciò che ha fatto questa sola istruzione viene disfatto, e una transazione aperta fallisce.</translation>
    </message>
    <message>
        <source>Session %1 (%2) will be ended: what its open transaction did is rolled back, and its client loses the connection.</source>
        <translation>La sessione %1 (%2) verrà chiusa: ciò che ha fatto la sua transazione aperta viene annullato, e il suo client perde la connessione.</translation>
    </message>
    <message>
        <source>The session&apos;s process, as “session list” shows it</source>
        <translation>Il processo della sessione, come lo mostra “session list”</translation>
    </message>
    <message>
        <source>Cancel the query that a session runs; the session stays</source>
        <translation>Annulla la query che una sessione esegue; la sessione resta</translation>
    </message>
    <message>
        <source>End a session: its open transaction is rolled back</source>
        <translation>Chiude una sessione: la sua transazione aperta viene annullata</translation>
    </message>
    <message>
        <source>Of the sessions that %1 may see, none waits for another. Those of others are hidden.</source>
        <translation>Delle sessioni che %1 può vedere, nessuna ne attende un’altra. Quelle degli altri sono nascoste.</translation>
    </message>
    <message>
        <source>Nothing is known after %1: nobody followed the agent.</source>
        <translation>Dopo le %1 non si sa nulla: nessuno seguiva l’agente.</translation>
    </message>
    <message>
        <source>“%1” is missing</source>
        <translation>manca “%1”</translation>
    </message>
    <message>
        <source>Of this server: pg: and the name of its connection (required)</source>
        <translation>Di questo server: pg: e il nome della sua connessione (obbligatorio)</translation>
    </message>
    <message>
        <source>Show what the statements of a PostgreSQL server did between two moments, the heaviest first</source>
        <translation>Mostra che cosa hanno fatto le istruzioni di un server PostgreSQL tra due momenti, a partire dalle più pesanti</translation>
    </message>
    <message>
        <source>By what: time, calls, rows, reads, mean (time without it)</source>
        <translation>Per che cosa: time, calls, rows, reads, mean (time se assente)</translation>
    </message>
    <message>
        <source>At most so many rows (default 20)</source>
        <translation>Al massimo tante righe (20 se assente)</translation>
    </message>
    <message>
        <source>(this role may not read it)</source>
        <translation>(questo ruolo non può leggerla)</translation>
    </message>
    <message>
        <source>TIME MS</source>
        <translation>TEMPO MS</translation>
    </message>
    <message>
        <source>SHARE</source>
        <translation>QUOTA</translation>
    </message>
    <message>
        <source>CALLS</source>
        <translation>CHIAMATE</translation>
    </message>
    <message>
        <source>MEAN MS</source>
        <translation>MEDIA MS</translation>
    </message>
    <message>
        <source>READS</source>
        <translation>LETTURE</translation>
    </message>
    <message>
        <source>STATEMENT</source>
        <translation>ISTRUZIONE</translation>
    </message>
    <message>
        <source>Nothing is known of the statements of %1 in this span.</source>
        <translation>Delle istruzioni di %1 in questo intervallo non si sa nulla.</translation>
    </message>
    <message>
        <source>What is remembered of them begins at %1.</source>
        <translation>Ciò che se ne ricorda comincia alle %1.</translation>
    </message>
    <message>
        <source>No statement ran in this span.</source>
        <translation>In questo intervallo non è stata eseguita nessuna istruzione.</translation>
    </message>
    <message>
        <source>Of this span %1 are known, between %2 and %3.</source>
        <translation>Di questo intervallo sono noti %1, tra %2 e %3.</translation>
    </message>
    <message>
        <source>There are more: --limit shows them.</source>
        <translation>Ce ne sono altre: --limit le mostra.</translation>
    </message>
    <message>
        <source>Statements that were too small to be kept one by one took %1 ms together.</source>
        <translation>Le istruzioni troppo piccole per essere conservate una per una hanno preso insieme %1 ms.</translation>
    </message>
    <message>
        <source>The server dropped %1 entries or more meanwhile (pg_stat_statements.max): what they did is in no figure.</source>
        <translation>Nel frattempo il server ha scartato %1 voci o più (pg_stat_statements.max): ciò che hanno fatto non è in nessuna cifra.</translation>
    </message>
    <message>
        <source>Show who waited for whom on a PostgreSQL server, at one moment or in the course of a span</source>
        <translation>Mostra chi attendeva chi su un server PostgreSQL, in un momento o nel corso di un intervallo</translation>
    </message>
    <message>
        <source>The tree as it was at this time</source>
        <translation>L&apos;albero com&apos;era a quest&apos;ora</translation>
    </message>
    <message>
        <source>As seen at %1.</source>
        <translation>Come visto alle %1.</translation>
    </message>
    <message>
        <source>There were more sessions than were kept.</source>
        <translation>Le sessioni erano più di quelle conservate.</translation>
    </message>
    <message>
        <source>As far as is known, nobody waited for anybody in this span.</source>
        <translation>Per quanto se ne sa, in questo intervallo nessuno attendeva nessuno.</translation>
    </message>
    <message>
        <source>WAITING</source>
        <translation>IN ATTESA</translation>
    </message>
    <message>
        <source>BEHIND PID</source>
        <translation>DIETRO PID</translation>
    </message>
    <message>
        <source>These are the last ones: a shorter span shows what was before.</source>
        <translation>Questi sono gli ultimi: un intervallo più breve mostra ciò che c&apos;era prima.</translation>
    </message>
    <message>
        <source>Up-time from this time on: ISO 8601, or 15m, 24h, 7d ago (24 hours without it)</source>
        <translation>Disponibilità da questo momento: ISO 8601, o 15m, 24h, 7d fa (24 ore se manca)</translation>
    </message>
    <message>
        <source>There is no health target: planciactl health add NAME --kind KIND --address ADDRESS</source>
        <translation>Non c’è alcun obiettivo: planciactl health add NAME --kind KIND --address ADDRESS</translation>
    </message>
    <message>
        <source>UP-TIME</source>
        <translation>DISPONIBILITÀ</translation>
    </message>
    <message>
        <source>KNOWN</source>
        <translation>NOTO</translation>
    </message>
    <message>
        <source>LAST LOOK</source>
        <translation>ULTIMO CONTROLLO</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>DA</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>state of a health target</comment>
        <translation>sconosciuto</translation>
    </message>
    <message>
        <source>ok</source>
        <comment>state of a health target</comment>
        <translation>in funzione</translation>
    </message>
    <message>
        <source>degraded</source>
        <comment>state of a health target</comment>
        <translation>degradato</translation>
    </message>
    <message>
        <source>down</source>
        <comment>state of a health target</comment>
        <translation>fuori servizio</translation>
    </message>
    <message>
        <source>Look at a health target now; the exit status is 69 when it is down</source>
        <translation>Controlla ora un obiettivo; lo stato d’uscita è 69 se è fuori servizio</translation>
    </message>
    <message>
        <source>A name from “health list”</source>
        <translation>Un nome da «health list»</translation>
    </message>
    <message>
        <source>%1: ok, after %2 ms</source>
        <translation>%1: in funzione, dopo %2 ms</translation>
    </message>
    <message>
        <source>Have the console watch a target, whenever it runs</source>
        <translation>Fa controllare un obiettivo alla console, quando è aperta</translation>
    </message>
    <message>
        <source>postgres, redis, http, tcp, prometheus, certificate, disk or backup</source>
        <translation>postgres, redis, http, tcp, prometheus, certificate, disk o backup</translation>
    </message>
    <message>
        <source>HOST:PORT, a URL, or a path; none for backup</source>
        <translation>HOST:PORT, un URL o un percorso; nessuno per backup</translation>
    </message>
    <message>
        <source>Between two looks, 5 to 3600 (30 without it)</source>
        <translation>Tra due controlli, da 5 a 3600 (30 se manca)</translation>
    </message>
    <message>
        <source>Of one look, 100 to 60000 and less than --every (5000 without it, or a second less than --every)</source>
        <translation>Di un controllo, da 100 a 60000 e meno di --every (se manca 5000, o un secondo meno di --every)</translation>
    </message>
    <message>
        <source>Not critical: all the rest may be well without it</source>
        <translation>Non critico: tutto il resto può andar bene senza</translation>
    </message>
    <message>
        <source>http: the status that is expected (any of 2xx without it)</source>
        <translation>http: lo stato atteso (qualsiasi 2xx se manca)</translation>
    </message>
    <message>
        <source>http: text that must be in the first 64 KiB of the answer</source>
        <translation>http: testo che deve stare nei primi 64 KiB della risposta</translation>
    </message>
    <message>
        <source>http: go where it redirects to</source>
        <translation>http: va dove reindirizza</translation>
    </message>
    <message>
        <source>Degraded so many days before the certificate ends (14 without it)</source>
        <translation>Degradato tanti giorni prima che scada il certificato (14 se manca)</translation>
    </message>
    <message>
        <source>disk: degraded with less (10 without it)</source>
        <translation>disk: degradato con meno (10 se manca)</translation>
    </message>
    <message>
        <source>disk: degraded with less</source>
        <translation>disk: degradato con meno</translation>
    </message>
    <message>
        <source>backup: degraded when the newest proved one is older (what the schedule says without it)</source>
        <translation>backup: degradato se l’ultimo provato è più vecchio (quanto dice la pianificazione se manca)</translation>
    </message>
    <message>
        <source>“%1” is watched while the console runs.</source>
        <translation>«%1» è controllato mentre la console è aperta.</translation>
    </message>
    <message>
        <source>Have the console watch a target no longer; what is remembered of it stays</source>
        <translation>Non fa più controllare un obiettivo alla console; ciò che se ne ricorda resta</translation>
    </message>
    <message>
        <source>“%1” is watched no longer.</source>
        <translation>«%1» non è più controllato.</translation>
    </message>
    <message>
        <source>self, store, pg:NAME or target:NAME</source>
        <translation>self, store, pg:NOME o target:NOME</translation>
    </message>
    <message>
        <source>Of this agent, as ws://host:port/stream (the one of the settings without it)</source>
        <translation>Di questo agente, come ws://host:porta/stream (senza, quello delle impostazioni)</translation>
    </message>
    <message>
        <source>The agent&apos;s token: one line of a file that only you can read</source>
        <translation>Il token dell’agente: una riga di un file che solo tu puoi leggere</translation>
    </message>
    <message>
        <source>Who does it (your user name without it)</source>
        <translation>Chi lo fa (senza, il tuo nome utente)</translation>
    </message>
    <message>
        <source>--agent must be as in ws://127.0.0.1:8080/stream</source>
        <translation>--agent deve essere come ws://127.0.0.1:8080/stream</translation>
    </message>
    <message>
        <source>List the alerts of an agent: firing, pending, not known, resolved</source>
        <translation>Elenca gli allarmi di un agente: attivi, in attesa, non noti, risolti</translation>
    </message>
    <message>
        <source>List the rules that an agent judges, and where alerts are sent</source>
        <translation>Elenca le regole che un agente valuta e dove vanno gli allarmi</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>COSA</translation>
    </message>
    <message>
        <source>off</source>
        <translation>spenta</translation>
    </message>
    <message>
        <source>Say that somebody knows of an alert; it is told no more until it is resolved</source>
        <translation>Dice che qualcuno sa di un allarme; non viene più annunciato finché non è risolto</translation>
    </message>
    <message>
        <source>As “alert list” prints it</source>
        <translation>Come lo stampa “alert list”</translation>
    </message>
    <message>
        <source>What is known of it</source>
        <translation>Cosa se ne sa</translation>
    </message>
    <message>
        <source>Tell nobody of alerts for a while</source>
        <translation>Non annunciare allarmi a nessuno per un po’</translation>
    </message>
    <message>
        <source>Name of a rule; “*” stands for anything</source>
        <translation>Nome di una regola; “*” sta per qualunque cosa</translation>
    </message>
    <message>
        <source>Only of this source or tenant; “*” stands for anything</source>
        <translation>Solo di questa sorgente o di questo tenant; “*” sta per qualunque cosa</translation>
    </message>
    <message>
        <source>Until then: ISO 8601, or 2h, 1d from now (1h without it)</source>
        <translation>Fino ad allora: ISO 8601, oppure 2h, 1d da adesso (senza, 1h)</translation>
    </message>
    <message>
        <source>Why; needed</source>
        <translation>Perché; serve</translation>
    </message>
    <message>
        <source>List the silences that have not ended</source>
        <translation>Elenca i silenzi che non sono finiti</translation>
    </message>
    <message>
        <source>End a silence now</source>
        <translation>Termina un silenzio adesso</translation>
    </message>
    <message>
        <source>As “alert silences” prints it</source>
        <translation>Come lo stampa “alert silences”</translation>
    </message>
    <message>
        <source>Send a message that says it is a test</source>
        <translation>Invia un messaggio che dice di essere una prova</translation>
    </message>
    <message>
        <source>As “alert rules” prints it</source>
        <translation>Come lo stampa “alert rules”</translation>
    </message>
    <message>
        <source>Say whether a file of alerts can be used, and what is wrong with it</source>
        <translation>Dice se un file di allarmi si può usare, e cosa non va</translation>
    </message>
    <message>
        <source>TOML, as the handbook says under “Rules in a file”</source>
        <translation>TOML, come dice il manuale sotto “Regole in un file”</translation>
    </message>
    <message>
        <source>dangerous</source>
        <translation>pericolosa</translation>
    </message>
    <message>
        <source>waits for a restart</source>
        <translation>attende un riavvio</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>SETTING</source>
        <translation>IMPOSTAZIONE</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>VALORE</translation>
    </message>
    <message>
        <source>BY DEFAULT</source>
        <translation>PREDEFINITO</translation>
    </message>
    <message>
        <source>REMARK</source>
        <translation>NOTA</translation>
    </message>
    <message>
        <source>Counters of this database run since %1.</source>
        <translation>I contatori di questo database girano da %1.</translation>
    </message>
    <message>
        <source>Counters of this database were never reset.</source>
        <translation>I contatori di questo database non sono mai stati azzerati.</translation>
    </message>
    <message>
        <source>There is more than can be shown: the largest came, by the pages that were counted last.</source>
        <translation>C’è più di quanto si può mostrare: sono i più grandi, per pagine contate l’ultima volta.</translation>
    </message>
    <message>
        <source>Bloat is estimated where %1 may read the rows: %2</source>
        <translation>Il bloat è stimato dove %1 può leggere le righe: %2</translation>
    </message>
    <message>
        <source>Not all is shown to %1: %2</source>
        <translation>Non tutto è mostrato a %1: %2</translation>
    </message>
    <message>
        <source>Only those that somebody should look at</source>
        <translation>Solo quelli da guardare</translation>
    </message>
    <message>
        <source>Those of the server itself, too</source>
        <translation>Anche quelli del server stesso</translation>
    </message>
    <message>
        <source>So many at most, the largest first</source>
        <translation>Al massimo tanti, i più grandi prima</translation>
    </message>
    <message>
        <source>List the tables of the PostgreSQL database: sizes, dead rows, scans, vacuum, age, bloat</source>
        <translation>Elenca le tabelle del database PostgreSQL: dimensioni, righe morte, scansioni, vacuum, età, bloat</translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation>DIMENSIONE</translation>
    </message>
    <message>
        <source>DEAD</source>
        <translation>MORTE</translation>
    </message>
    <message>
        <source>DEAD %</source>
        <translation>MORTE %</translation>
    </message>
    <message>
        <source>SEQ SCANS</source>
        <translation>SCANSIONI SEQ</translation>
    </message>
    <message>
        <source>INDEX SCANS</source>
        <translation>SCANSIONI INDICE</translation>
    </message>
    <message>
        <source>WRITES</source>
        <translation>SCRITTURE</translation>
    </message>
    <message>
        <source>VACUUMED</source>
        <translation>VACUUM</translation>
    </message>
    <message>
        <source>AGE %</source>
        <translation>ETÀ %</translation>
    </message>
    <message>
        <source>BLOAT (ESTIMATE)</source>
        <translation>BLOAT (STIMA)</translation>
    </message>
    <message>
        <source>TO LOOK AT</source>
        <translation>DA GUARDARE</translation>
    </message>
    <message>
        <source>List the indexes of the PostgreSQL database: sizes, scans, and which are unused, duplicate or invalid</source>
        <translation>Elenca gli indici del database PostgreSQL: dimensioni, scansioni, e quali sono inutilizzati, doppi o non validi</translation>
    </message>
    <message>
        <source>INDEX</source>
        <translation>INDICE</translation>
    </message>
    <message>
        <source>SCANS</source>
        <translation>SCANSIONI</translation>
    </message>
    <message>
        <source>COVERED BY</source>
        <translation>COPERTO DA</translation>
    </message>
    <message>
        <source>COLUMNS</source>
        <translation>COLONNE</translation>
    </message>
    <message>
        <source>Show how near wraparound is, what is vacuumed now, what holds vacuum back, and where autovacuum comes next</source>
        <translation>Mostra quanto è vicino il wraparound, i vacuum in corso, che cosa trattiene il vacuum e dove passerà l’autovacuum</translation>
    </message>
    <message>
        <source>The tables where autovacuum comes next, as CSV with a header line</source>
        <translation>Le tabelle dove passerà l’autovacuum, come CSV con una riga d’intestazione</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>TRANSACTION AGE</source>
        <translation>ETÀ TRANSAZIONI</translation>
    </message>
    <message>
        <source>OF THE LIMIT</source>
        <translation>DEL LIMITE</translation>
    </message>
    <message>
        <source>MULTIXACT AGE</source>
        <translation>ETÀ MULTIXACT</translation>
    </message>
    <message>
        <source>Runs now</source>
        <translation>In corso</translation>
    </message>
    <message>
        <source>PHASE</source>
        <translation>FASE</translation>
    </message>
    <message>
        <source>DONE</source>
        <translation>FATTO</translation>
    </message>
    <message>
        <source>What holds vacuum back</source>
        <translation>Che cosa trattiene il vacuum</translation>
    </message>
    <message>
        <source>OF</source>
        <translation>DI</translation>
    </message>
    <message>
        <source>Where autovacuum comes next</source>
        <translation>Dove passerà l’autovacuum</translation>
    </message>
    <message>
        <source>OF THE THRESHOLD</source>
        <translation>DELLA SOGLIA</translation>
    </message>
    <message>
        <source>AUTOVACUUM</source>
        <translation>AUTOVACUUM</translation>
    </message>
    <message>
        <source>Tables without autovacuum</source>
        <translation>Tabelle senza autovacuum</translation>
    </message>
    <message>
        <source>Show standbys, replication slots and subscriptions, and how far behind they are</source>
        <translation>Mostra standby, slot di replica e sottoscrizioni, e quanto sono in ritardo</translation>
    </message>
    <message>
        <source>active</source>
        <translation>attivo</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inattivo</translation>
    </message>
    <message>
        <source>Standbys</source>
        <translation>Standby</translation>
    </message>
    <message>
        <source>STANDBY</source>
        <translation>STANDBY</translation>
    </message>
    <message>
        <source>SYNC</source>
        <translation>SYNC</translation>
    </message>
    <message>
        <source>TO SEND</source>
        <translation>DA INVIARE</translation>
    </message>
    <message>
        <source>TO WRITE</source>
        <translation>DA SCRIVERE</translation>
    </message>
    <message>
        <source>TO FLUSH</source>
        <translation>DA SCARICARE</translation>
    </message>
    <message>
        <source>TO REPLAY</source>
        <translation>DA RIAPPLICARE</translation>
    </message>
    <message>
        <source>LAG</source>
        <translation>RITARDO</translation>
    </message>
    <message>
        <source>Replication slots</source>
        <translation>Slot di replica</translation>
    </message>
    <message>
        <source>SLOT</source>
        <translation>SLOT</translation>
    </message>
    <message>
        <source>LOG</source>
        <translation>LOG</translation>
    </message>
    <message>
        <source>KEEPS</source>
        <translation>CONSERVA</translation>
    </message>
    <message>
        <source>ROOM LEFT</source>
        <translation>SPAZIO</translation>
    </message>
    <message>
        <source>XMIN AGE</source>
        <translation>ETÀ XMIN</translation>
    </message>
    <message>
        <source>Subscriptions</source>
        <translation>Sottoscrizioni</translation>
    </message>
    <message>
        <source>SUBSCRIPTION</source>
        <translation>SOTTOSCRIZIONE</translation>
    </message>
    <message>
        <source>RECEIVED TO</source>
        <translation>RICEVUTO FINO A</translation>
    </message>
    <message>
        <source>LAST MESSAGE</source>
        <translation>ULTIMO MESSAGGIO</translation>
    </message>
    <message>
        <source>ERRORS</source>
        <translation>ERRORI</translation>
    </message>
    <message>
        <source>Show the write-ahead log, the archiver and the checkpoints</source>
        <translation>Mostra il log write-ahead, l’archiviatore e i checkpoint</translation>
    </message>
    <message>
        <source>With wss://, whom alone to trust: certificates in PEM (whom the system trusts without it)</source>
        <translation>Con wss://, di chi soltanto fidarsi: certificati in PEM (altrimenti quelli di cui si fida il sistema)</translation>
    </message>
    <message>
        <source>others can read or write it: chmod 600 makes it yours alone</source>
        <translation>altri possono leggerlo o scriverlo: chmod 600 lo rende solo tuo</translation>
    </message>
    <message>
        <source>it must hold one line of printable characters without spaces</source>
        <translation>deve contenere una riga di caratteri stampabili senza spazi</translation>
    </message>
    <message>
        <source>This is a standby: writes, dead rows, vacuums and analyses are counted by its primary alone, and not known here.</source>
        <translation>Questo è uno standby: scritture, righe morte, vacuum e analyze li conta solo il suo primario, e qui non sono noti.</translation>
    </message>
    <message>
        <source>Bloat is not estimated: the statistics could not be read in time.</source>
        <translation>Il bloat non è stimato: non è stato possibile leggere le statistiche in tempo.</translation>
    </message>
    <message>
        <source>COUNTED SINCE</source>
        <translation>CONTATI DA</translation>
    </message>
    <message>
        <source>Print live samples and gaps, a line each, until Ctrl+C; all that the agent tells is remembered meanwhile</source>
        <translation>Stampa campioni e lacune dal vivo, uno per riga, fino a Ctrl+C; intanto tutto ciò che l’agente dice viene ricordato</translation>
    </message>
    <message>
        <source>Events, too</source>
        <translation>Anche gli eventi</translation>
    </message>
    <message>
        <source>The server may sleep: it is looked at only while a page looks</source>
        <translation>Il server può dormire: viene guardato solo mentre una pagina guarda</translation>
    </message>
    <message>
        <source>Change a connection; what is not given stays, the password too</source>
        <translation>Modifica una connessione; ciò che non si indica resta, anche la password</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>Un altro nome</translation>
    </message>
    <message>
        <source>Another address, without a password</source>
        <translation>Un altro indirizzo, senza password</translation>
    </message>
    <message>
        <source>Open it with writing again</source>
        <translation>Aprila di nuovo in scrittura</translation>
    </message>
    <message>
        <source>The server never sleeps: it is looked at all the time</source>
        <translation>Il server non dorme mai: viene guardato sempre</translation>
    </message>
    <message>
        <source>--%1 and --%2 exclude each other</source>
        <translation>--%1 e --%2 si escludono</translation>
    </message>
    <message>
        <source>MAY SLEEP</source>
        <translation>PUÒ DORMIRE</translation>
    </message>
    <message>
        <source>prometheus: what of the page becomes a metric, as queue_length or http_requests_total{code=&quot;500&quot;}; may be repeated</source>
        <translation>prometheus: che cosa della pagina diventa una metrica, come queue_length o http_requests_total{code=&quot;500&quot;}; si può ripetere</translation>
    </message>
    <message>
        <source>asleep</source>
        <comment>state of a server</comment>
        <translation>dorme</translation>
    </message>
    <message>
        <source>List the health targets and watched servers, how they are and how long they were up; the exit status is 69 when a critical one is down</source>
        <translation>Elenca gli obiettivi di salute e i server sorvegliati, come stanno e per quanto erano in funzione; lo stato d’uscita è 69 se uno critico è fuori servizio</translation>
    </message>
    <message>
        <source>Of this agent, as ws://host:port/stream, which is asked now and remembered (what the console remembers of its own without it)</source>
        <translation>Di questo agente, come ws://host:porta/stream, che viene interrogato ora e ricordato (senza, ciò che la console ricorda del suo)</translation>
    </message>
    <message>
        <source>With --agent: what is remembered of it, without asking it</source>
        <translation>Con --agent: ciò che se ne ricorda, senza interrogarlo</translation>
    </message>
    <message>
        <source>Like a key, with wrong check characters at its end: %1</source>
        <translation>Come una chiave, con caratteri di controllo sbagliati alla fine: %1</translation>
    </message>
    <message>
        <source>As remembered of the agent %1.</source>
        <translation>Come ricordato dell’agente %1.</translation>
    </message>
    <message>
        <source>Who waited then is not known: nobody looked, or nothing is remembered of it.</source>
        <translation>Non si sa chi attendesse allora: nessuno guardava, o non se ne ricorda nulla.</translation>
    </message>
    <message>
        <source>Nobody waited for anybody then.</source>
        <translation>Allora nessuno attendeva nessuno.</translation>
    </message>
    <message>
        <source>Not known: %1 to %2.</source>
        <translation>Non noto: dal %1 al %2.</translation>
    </message>
    <message>
        <source>Of this agent: built-in, or its URL (without it the one followed last that knows the source)</source>
        <translation>Di questo agente: built-in, o il suo URL (senza, l’ultimo seguito che conosce l’origine)</translation>
    </message>
    <message>
        <source>The saved password was kept: it is now sent to %1. Give another one with --password-stdin.</source>
        <translation>La password salvata è rimasta: ora viene inviata a %1. Per darne un’altra: --password-stdin.</translation>
    </message>
    <message>
        <source>Find the last backup in which a check held, and keep it</source>
        <translation>Trova l’ultimo backup in cui un controllo reggeva e lo conserva</translation>
    </message>
    <message>
        <source>The check, as `store check --list` names it; without it integrity-check</source>
        <translation>Il controllo, come lo nomina `store check --list`; senza, integrity-check</translation>
    </message>
    <message>
        <source>Could not be looked at: %1</source>
        <translation>Non si è potuto esaminare: %1</translation>
    </message>
    <message>
        <source>Looking for the last clean backup</source>
        <translation>Ricerca dell’ultimo backup integro</translation>
    </message>
    <message>
        <source>Of this backup, also of a PostgreSQL server, instead of the workspace: its folder, its name, or “latest”</source>
        <translation>Di questo backup, anche di un server PostgreSQL, invece che dell’area di lavoro: la sua cartella, il suo nome o “latest”</translation>
    </message>
    <message>
        <source>“%1” has to be the name, which is “%2”</source>
        <translation>“%1” dev’essere il nome, che è “%2”</translation>
    </message>
    <message>
        <source>Type “%1” to go on:</source>
        <translation>Scrivere “%1” per continuare:</translation>
    </message>
    <message>
        <source>The name of the tenant, instead of typing it</source>
        <translation>Il nome del tenant, invece di scriverlo</translation>
    </message>
    <message>
        <source>Nobody has used it since it was rotated.</source>
        <translation>Nessuno l’ha usata da quando è stata ruotata.</translation>
    </message>
    <message>
        <source>USED SINCE IT WAS ROTATED</source>
        <translation>USATA DALLA ROTAZIONE</translation>
    </message>
    <message>
        <source>There are more, or more calls than were looked at.</source>
        <translation>Ce ne sono altri, o più chiamate di quelle esaminate.</translation>
    </message>
    <message>
        <source>Used for what this permission allows</source>
        <translation>Usata per ciò che questo permesso consente</translation>
    </message>
    <message>
        <source>It is no whole key: look for a slip of the finger.</source>
        <translation>Non è una chiave intera: va cercato un errore di battitura.</translation>
    </message>
    <message>
        <source>Only those of whom a refresh token came twice: somebody has a copy</source>
        <translation>Solo quelle di cui un token di rinnovo è arrivato due volte: qualcuno ne ha una copia</translation>
    </message>
    <message>
        <source>At most so many rows (default 500)</source>
        <translation>Al massimo tante righe (500 se non indicato)</translation>
    </message>
    <message>
        <source>Who has used it since it was rotated is not known: %1</source>
        <translation>Chi l’ha usata dopo la rotazione non è noto: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) or tenant(s) deleted for good since then will be back, without the row that proves it: delete them again.</source>
        <translation>
            <numerusform>%n persona o tenant eliminato definitivamente da allora tornerà, senza la riga che ne prova l’eliminazione: eliminalo di nuovo.</numerusform>
            <numerusform>%n persone o tenant eliminati definitivamente da allora torneranno, senza la riga che ne prova l’eliminazione: eliminali di nuovo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its pages were not read now: planciactl backup verify %1</source>
        <translation>Le sue pagine non sono state lette ora: planciactl backup verify %1</translation>
    </message>
    <message numerus="yes">
        <source>It begins as a key, but its last %n character(s) are missing: it was cut when it was copied.</source>
        <translation>
            <numerusform>Comincia come una chiave, ma manca %n carattere in fondo: è stata tagliata nel copiarla.</numerusform>
            <numerusform>Comincia come una chiave, ma mancano %n caratteri in fondo: è stata tagliata nel copiarla.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console</name>
    <message>
        <source>the disk did not answer for %1 s; the program ended without it</source>
        <translation>il disco non ha risposto per %1 s; il programma è terminato senza attenderlo</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Nothing was changed.</source>
        <translation>Non è stato modificato nulla.</translation>
    </message>
    <message>
        <source>Nothing was changed: this was only reading.</source>
        <translation>Non è stato modificato nulla: era solo una lettura.</translation>
    </message>
    <message>
        <source>Nothing was overwritten: the other change is saved, yours is still in the form.</source>
        <translation>Non è stato sovrascritto nulla: l’altra modifica è salvata, la propria è ancora nel modulo.</translation>
    </message>
    <message>
        <source>If this was reading, nothing was changed. A change that was not confirmed was rolled back.</source>
        <translation>Se era una lettura, non è stato modificato nulla. Una modifica non confermata è stata annullata.</translation>
    </message>
    <message>
        <source>It is not known whether your change was saved: Plancia looks again at the next connection.</source>
        <translation>Non si sa se la modifica sia stata salvata: Plancia controllerà di nuovo alla prossima connessione.</translation>
    </message>
    <message>
        <source>Nothing was changed. Values that were not received are shown as a gap.</source>
        <translation>Non è stato modificato nulla. I valori non ricevuti sono mostrati come un’interruzione.</translation>
    </message>
    <message>
        <source>Nothing was changed: the store is not touched, and other backups stay as they are.</source>
        <translation>Non è stato modificato nulla: l’archivio non è toccato e gli altri backup restano come sono.</translation>
    </message>
    <message>
        <source>The store itself is not touched. Do not rely on this backup.</source>
        <translation>L’archivio non è toccato. Non fare affidamento su questo backup.</translation>
    </message>
    <message>
        <source>The store is not touched. No backup was made, and the unfinished file was removed.</source>
        <translation>L’archivio non è toccato. Il backup non è stato eseguito e il file incompleto è stato rimosso.</translation>
    </message>
    <message>
        <source>What was saved before is safe. What was being written is not saved, and no partial file is left.</source>
        <translation>Ciò che era già salvato è al sicuro. Ciò che si stava scrivendo non è salvato e non resta alcun file parziale.</translation>
    </message>
    <message>
        <source>What was being written is not saved. Earlier data was not changed.</source>
        <translation>Ciò che si stava scrivendo non è salvato. I dati precedenti non sono stati modificati.</translation>
    </message>
    <message>
        <source>Plancia stopped writing to the store, so that nothing gets worse. Backups are not touched.</source>
        <translation>Plancia ha smesso di scrivere nell’archivio, perché nulla peggiori. I backup non sono toccati.</translation>
    </message>
    <message>
        <source>Plancia changed nothing. Changes made by the other program are not in the audit trail.</source>
        <translation>Plancia non ha modificato nulla. Le modifiche dell’altro programma non sono nel registro di audit.</translation>
    </message>
    <message>
        <source>Plancia stopped writing at once. What was saved before is in the file that was moved.</source>
        <translation>Plancia ha smesso subito di scrivere. Ciò che era già salvato è nel file spostato.</translation>
    </message>
    <message>
        <source>Nothing is lost: a password that you type is kept for this run only, and never written to a file.</source>
        <translation>Nulla è perduto: una password digitata è conservata solo per questa esecuzione e mai scritta in un file.</translation>
    </message>
    <message>
        <source>Nothing was changed: the store has its former schema.</source>
        <translation>Non è stato modificato nulla: l’archivio ha lo schema precedente.</translation>
    </message>
    <message>
        <source>What was saved before is safe. The act that failed was not confirmed: look at the audit trail before you repeat it.</source>
        <translation>Ciò che era già salvato è al sicuro. L’operazione fallita non è stata confermata: consultare il registro di audit prima di ripeterla.</translation>
    </message>
    <message>
        <source>What was saved before stays. What was not finished was rolled back.</source>
        <translation>Ciò che era già salvato resta. Ciò che non era terminato è stato annullato.</translation>
    </message>
    <message>
        <source>Password refused</source>
        <translation>Password rifiutata</translation>
    </message>
    <message>
        <source>The server[ {host}] refused the user name or the password[ of {user}].</source>
        <translation>Il server[ {host}] ha rifiutato il nome utente o la password[ di {user}].</translation>
    </message>
    <message>
        <source>The password was changed on the server, was typed differently, or this user may not log in from here.</source>
        <translation>La password è cambiata sul server, è stata digitata diversamente, oppure questo utente non può accedere da qui.</translation>
    </message>
    <message>
        <source>Type the password again in the connection and save it.</source>
        <translation>Digitare di nuovo la password nella connessione e salvarla.</translation>
    </message>
    <message>
        <source>Test the connection to see which stage fails.</source>
        <translation>Provare la connessione per vedere quale fase fallisce.</translation>
    </message>
    <message>
        <source>Ask the administrator of the server whether the user may log in from this computer (pg_hba.conf).</source>
        <translation>Chiedere all’amministratore del server se l’utente può accedere da questo computer (pg_hba.conf).</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>Password necessaria</translation>
    </message>
    <message>
        <source>The server[ {host}] asks for a password[ of user {user}], and none is known.</source>
        <translation>Il server[ {host}] chiede una password[ dell’utente {user}] e non se ne conosce nessuna.</translation>
    </message>
    <message>
        <source>The key ring, the password file and this run of Plancia hold no password for the connection.</source>
        <translation>Il portachiavi, il file delle password e questa esecuzione di Plancia non contengono una password per la connessione.</translation>
    </message>
    <message>
        <source>Type the password in the connection.</source>
        <translation>Digitare la password nella connessione.</translation>
    </message>
    <message>
        <source>Or add a line for this server to ~/.pgpass (mode 0600), then try again.</source>
        <translation>Oppure aggiungere una riga per questo server a ~/.pgpass (modo 0600), poi riprovare.</translation>
    </message>
    <message>
        <source>Agent refused the token</source>
        <translation>Token rifiutato dall’agente</translation>
    </message>
    <message>
        <source>No token was given, or another one than in the agent&apos;s configuration.</source>
        <translation>Nessun token è stato dato, oppure uno diverso da quello della configurazione dell’agente.</translation>
    </message>
    <message>
        <source>Compare the agent&apos;s address and token in the settings with the agent&apos;s configuration.</source>
        <translation>Confrontare indirizzo e token dell’agente nelle impostazioni con la configurazione dell’agente.</translation>
    </message>
    <message>
        <source>Try again after correcting them.</source>
        <translation>Riprovare dopo averli corretti.</translation>
    </message>
    <message>
        <source>Read-only workspace</source>
        <translation>Area di lavoro in sola lettura</translation>
    </message>
    <message>
        <source>Backups, bundles, stores of a newer version and connections marked read-only cannot be written.</source>
        <translation>Backup, pacchetti, archivi di una versione più recente e connessioni contrassegnate in sola lettura non si possono scrivere.</translation>
    </message>
    <message>
        <source>Switch to a workspace that may be written, for example the local store.</source>
        <translation>Passare a un’area di lavoro scrivibile, per esempio l’archivio locale.</translation>
    </message>
    <message>
        <source>If a connection is marked read-only on purpose, the mark can be removed in its form.</source>
        <translation>Se una connessione è contrassegnata di proposito in sola lettura, il contrassegno si può togliere nel suo modulo.</translation>
    </message>
    <message>
        <source>Privilege missing</source>
        <translation>Privilegio mancante</translation>
    </message>
    <message>
        <source>The database role[ {user}] lacks a privilege that this act needs[: {privilege}][ on {table}].</source>
        <translation>Al ruolo di database[ {user}] manca un privilegio necessario per questa operazione[: {privilege}][ su {table}].</translation>
    </message>
    <message>
        <source>The role is not a member of plancia_viewer, plancia_support or plancia_admin, or the act asks for more than its role may do.</source>
        <translation>Il ruolo non è membro di plancia_viewer, plancia_support o plancia_admin, oppure l’operazione richiede più di quanto il ruolo possa fare.</translation>
    </message>
    <message>
        <source>Test the connection: the privileges stage names what is missing.</source>
        <translation>Provare la connessione: la fase dei privilegi indica che cosa manca.</translation>
    </message>
    <message>
        <source>Ask the administrator of the database to grant the role, then try again.</source>
        <translation>Chiedere all’amministratore del database di concedere il ruolo, poi riprovare.</translation>
    </message>
    <message>
        <source>Field is empty</source>
        <translation>Campo vuoto</translation>
    </message>
    <message>
        <source>The field[ “{field}”] needs a value.</source>
        <translation>Il campo[ “{field}”] richiede un valore.</translation>
    </message>
    <message>
        <source>The field was left empty or holds only spaces.</source>
        <translation>Il campo è stato lasciato vuoto o contiene solo spazi.</translation>
    </message>
    <message>
        <source>Fill in the field.</source>
        <translation>Compilare il campo.</translation>
    </message>
    <message>
        <source>Save again.</source>
        <translation>Salvare di nuovo.</translation>
    </message>
    <message>
        <source>Text too long</source>
        <translation>Testo troppo lungo</translation>
    </message>
    <message>
        <source>More was typed or pasted than the store may hold.</source>
        <translation>È stato digitato o incollato più di quanto l’archivio possa contenere.</translation>
    </message>
    <message>
        <source>Shorten the text.</source>
        <translation>Accorciare il testo.</translation>
    </message>
    <message>
        <source>Not a slug</source>
        <translation>Slug non valido</translation>
    </message>
    <message>
        <source>The slug[ “{value}”] cannot be used: it needs 1 to 63 letters a–z, digits and hyphens, with a letter or digit at both ends.</source>
        <translation>Lo slug[ “{value}”] non può essere usato: servono da 1 a 63 fra lettere a–z, cifre e trattini, con una lettera o una cifra alle due estremità.</translation>
    </message>
    <message>
        <source>The slug is part of addresses, so it follows the rules of a DNS label.</source>
        <translation>Lo slug fa parte degli indirizzi, perciò segue le regole di un’etichetta DNS.</translation>
    </message>
    <message>
        <source>Use small letters, digits and hyphens only, for example “north-wind”.</source>
        <translation>Usare solo lettere minuscole, cifre e trattini, per esempio “vento-nord”.</translation>
    </message>
    <message>
        <source>Hidden characters</source>
        <translation>Caratteri nascosti</translation>
    </message>
    <message>
        <source>Control characters and changes of the writing direction often come along when text is pasted, and can make a name look like another one.</source>
        <translation>Caratteri di controllo e cambi della direzione di scrittura arrivano spesso con il testo incollato e possono far sembrare un nome un altro.</translation>
    </message>
    <message>
        <source>Type the text instead of pasting it.</source>
        <translation>Digitare il testo invece di incollarlo.</translation>
    </message>
    <message>
        <source>Command line not understood</source>
        <translation>Riga di comando non compresa</translation>
    </message>
    <message>
        <source>The command line was not understood[: {message}].</source>
        <translation>La riga di comando non è stata compresa[: {message}].</translation>
    </message>
    <message>
        <source>Read the help: write --help after the name of the program or of the command.</source>
        <translation>Leggere la guida: scrivere --help dopo il nome del programma o del comando.</translation>
    </message>
    <message>
        <source>Correct the command and run it again.</source>
        <translation>Correggere il comando ed eseguirlo di nuovo.</translation>
    </message>
    <message>
        <source>Connection address not accepted</source>
        <translation>Indirizzo di connessione non accettato</translation>
    </message>
    <message>
        <source>The connection address cannot be used[: {message}].</source>
        <translation>L’indirizzo di connessione non è utilizzabile[: {message}].</translation>
    </message>
    <message>
        <source>The address is not of the form postgresql://user@host:port/database, or it holds a password.</source>
        <translation>L’indirizzo non ha la forma postgresql://utente@host:porta/database, oppure contiene una password.</translation>
    </message>
    <message>
        <source>Write the address without a password.</source>
        <translation>Scrivere l’indirizzo senza password.</translation>
    </message>
    <message>
        <source>Keep the password in the key ring, in ~/.pgpass, or give it with --password-stdin.</source>
        <translation>Conservare la password nel portachiavi, in ~/.pgpass, o indicarla con --password-stdin.</translation>
    </message>
    <message>
        <source>Time not understood</source>
        <translation>Ora non compresa</translation>
    </message>
    <message>
        <source>Times are written as 2026-01-31, 2026-01-31T13:45:00Z, or as a span such as 90m, 24h, 7d.</source>
        <translation>Le ore si scrivono come 2026-01-31, 2026-01-31T13:45:00Z, oppure come intervallo: 90m, 24h, 7d.</translation>
    </message>
    <message>
        <source>Write the time in one of these forms.</source>
        <translation>Scrivere l’ora in una di queste forme.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Riprovare.</translation>
    </message>
    <message>
        <source>Place in the list not known</source>
        <translation>Posizione nell’elenco sconosciuta</translation>
    </message>
    <message>
        <source>The cursor belongs to another list or was cut short.</source>
        <translation>Il cursore appartiene a un altro elenco o è stato troncato.</translation>
    </message>
    <message>
        <source>A cursor holds good only for the list, the filter and the order that it came from.</source>
        <translation>Un cursore vale solo per l’elenco, il filtro e l’ordine da cui proviene.</translation>
    </message>
    <message>
        <source>Start again from the beginning of the list.</source>
        <translation>Ricominciare dall’inizio dell’elenco.</translation>
    </message>
    <message>
        <source>In scripts, pass “next” on exactly as it was printed.</source>
        <translation>Negli script, passare “next” esattamente come è stato stampato.</translation>
    </message>
    <message>
        <source>Reason needed</source>
        <translation>Motivo necessario</translation>
    </message>
    <message>
        <source>This act asks for a reason[, given with {option}].</source>
        <translation>Questa operazione richiede un motivo[, dato con {option}].</translation>
    </message>
    <message>
        <source>The reason is kept in the audit trail, so that others can see later why it was done.</source>
        <translation>Il motivo è conservato nel registro di audit, perché altri possano vedere in seguito perché è stata eseguita.</translation>
    </message>
    <message>
        <source>Write a short reason.</source>
        <translation>Scrivere un breve motivo.</translation>
    </message>
    <message>
        <source>Run the act again.</source>
        <translation>Eseguire di nuovo l’operazione.</translation>
    </message>
    <message>
        <source>Number out of range</source>
        <translation>Numero fuori intervallo</translation>
    </message>
    <message>
        <source>The number[ {value}][ of “{field}”] is out of range[: it must lie between {minimum} and {maximum}].</source>
        <translation>Il numero[ {value}][ di “{field}”] è fuori intervallo[: deve essere compreso fra {minimum} e {maximum}].</translation>
    </message>
    <message>
        <source>The number is smaller or greater than the field allows.</source>
        <translation>Il numero è minore o maggiore di quanto il campo consenta.</translation>
    </message>
    <message>
        <source>Choose a number within the range.</source>
        <translation>Scegliere un numero nell’intervallo.</translation>
    </message>
    <message>
        <source>Not one of the choices</source>
        <translation>Scelta non ammessa</translation>
    </message>
    <message>
        <source>The word is misspelt, or a newer version of Plancia knows more words than this one.</source>
        <translation>La parola è scritta male, oppure una versione più recente di Plancia conosce più parole di questa.</translation>
    </message>
    <message>
        <source>Choose one of the allowed words.</source>
        <translation>Scegliere una delle parole ammesse.</translation>
    </message>
    <message>
        <source>No such tenant</source>
        <translation>Tenant inesistente</translation>
    </message>
    <message>
        <source>There is no tenant[ “{slug}”] in this workspace.</source>
        <translation>Non esiste il tenant[ “{slug}”] in questa area di lavoro.</translation>
    </message>
    <message>
        <source>The slug is misspelt, or the tenant is in another workspace.</source>
        <translation>Lo slug è scritto male, oppure il tenant è in un’altra area di lavoro.</translation>
    </message>
    <message>
        <source>Look for it in the list of tenants.</source>
        <translation>Cercarlo nell’elenco dei tenant.</translation>
    </message>
    <message>
        <source>Check which workspace is open.</source>
        <translation>Controllare quale area di lavoro è aperta.</translation>
    </message>
    <message>
        <source>No such connection</source>
        <translation>Connessione inesistente</translation>
    </message>
    <message>
        <source>It was removed or renamed.</source>
        <translation>È stata rimossa o rinominata.</translation>
    </message>
    <message>
        <source>Choose one of the saved connections, or make a new one.</source>
        <translation>Scegliere una delle connessioni salvate, o crearne una nuova.</translation>
    </message>
    <message>
        <source>Or work with the local store.</source>
        <translation>Oppure lavorare con l’archivio locale.</translation>
    </message>
    <message>
        <source>No such backup</source>
        <translation>Backup inesistente</translation>
    </message>
    <message>
        <source>There is no backup[ at {path}].</source>
        <translation>Non esiste un backup[ in {path}].</translation>
    </message>
    <message>
        <source>The file was moved, renamed or deleted, or its disk is not mounted.</source>
        <translation>Il file è stato spostato, rinominato o eliminato, oppure il suo disco non è montato.</translation>
    </message>
    <message>
        <source>Look at the list of backups.</source>
        <translation>Consultare l’elenco dei backup.</translation>
    </message>
    <message>
        <source>If the disk is not mounted, mount it and try again.</source>
        <translation>Se il disco non è montato, montarlo e riprovare.</translation>
    </message>
    <message>
        <source>No such error code</source>
        <translation>Codice di errore inesistente</translation>
    </message>
    <message>
        <source>There is no error code[ “{code}”].</source>
        <translation>Non esiste il codice di errore[ “{code}”].</translation>
    </message>
    <message>
        <source>The code is misspelt, or it comes from another version of Plancia.</source>
        <translation>Il codice è scritto male, oppure proviene da un’altra versione di Plancia.</translation>
    </message>
    <message>
        <source>List all codes with: planciactl error list</source>
        <translation>Elencare tutti i codici con: planciactl error list</translation>
    </message>
    <message>
        <source>Try again with a code of the form DB_001.</source>
        <translation>Riprovare con un codice della forma DB_001.</translation>
    </message>
    <message>
        <source>File not found</source>
        <translation>File non trovato</translation>
    </message>
    <message>
        <source>There is no file[ at {path}].</source>
        <translation>Non esiste un file[ in {path}].</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Scegliere un altro file.</translation>
    </message>
    <message>
        <source>No such workspace</source>
        <translation>Area di lavoro inesistente</translation>
    </message>
    <message>
        <source>The connection behind it was removed, or the name is misspelt.</source>
        <translation>La connessione corrispondente è stata rimossa, oppure il nome è scritto male.</translation>
    </message>
    <message>
        <source>Choose a saved connection.</source>
        <translation>Scegliere una connessione salvata.</translation>
    </message>
    <message>
        <source>Changed by somebody else</source>
        <translation>Modificato da altri</translation>
    </message>
    <message>
        <source>The entry[ “{slug}”] was changed by somebody else after you opened it.</source>
        <translation>La voce[ “{slug}”] è stata modificata da altri dopo l’apertura.</translation>
    </message>
    <message>
        <source>Two people edited it at the same time. The other one saved first.</source>
        <translation>Due persone lo hanno modificato nello stesso momento. L’altra ha salvato per prima.</translation>
    </message>
    <message>
        <source>Compare your version with the saved one.</source>
        <translation>Confrontare la propria versione con quella salvata.</translation>
    </message>
    <message>
        <source>Load the saved version, then make your change again.</source>
        <translation>Caricare la versione salvata, poi rifare la modifica.</translation>
    </message>
    <message>
        <source>Slug is taken</source>
        <translation>Slug già in uso</translation>
    </message>
    <message>
        <source>Another tenant has the slug[ “{slug}”].</source>
        <translation>Un altro tenant ha lo slug[ “{slug}”].</translation>
    </message>
    <message>
        <source>Choose another slug.</source>
        <translation>Scegliere un altro slug.</translation>
    </message>
    <message>
        <source>Or open the tenant that has it.</source>
        <translation>Oppure aprire il tenant che lo ha.</translation>
    </message>
    <message>
        <source>Name is taken</source>
        <translation>Nome già in uso</translation>
    </message>
    <message>
        <source>Another one has the name[ “{name}”].</source>
        <translation>Il nome[ “{name}”] è già in uso.</translation>
    </message>
    <message>
        <source>Each connection and each health target has a name of its own, so that none is mistaken for another.</source>
        <translation>Ogni connessione e ogni obiettivo di salute ha un nome suo, perché nessuno si possa scambiare per un altro.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Scegliere un altro nome.</translation>
    </message>
    <message>
        <source>Status cannot change so</source>
        <translation>Cambio di stato non possibile</translation>
    </message>
    <message>
        <source>The tenant[ “{slug}”] cannot change to this status[: it is {status} now].</source>
        <translation>Il tenant[ “{slug}”] non può passare a questo stato[: ora è {status}].</translation>
    </message>
    <message>
        <source>It has that status already, or there is no step from its status to the asked one. The list on screen may be older than the store.</source>
        <translation>Ha già quello stato, oppure dal suo stato non si può passare a quello richiesto. L’elenco sullo schermo può essere meno recente dell’archivio.</translation>
    </message>
    <message>
        <source>Load the list again to see the status.</source>
        <translation>Ricaricare l’elenco per vedere lo stato.</translation>
    </message>
    <message>
        <source>Choose the act again if it is still needed.</source>
        <translation>Ripetere l’operazione se serve ancora.</translation>
    </message>
    <message>
        <source>Too much at once</source>
        <translation>Troppe richieste insieme</translation>
    </message>
    <message>
        <source>Too many requests are waiting[: {limit} are allowed].</source>
        <translation>Troppe richieste sono in attesa[: ne sono ammesse {limit}].</translation>
    </message>
    <message>
        <source>Requests come faster than they can be answered.</source>
        <translation>Le richieste arrivano più in fretta di quanto si possa rispondere.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>Attendere un momento, poi riprovare.</translation>
    </message>
    <message>
        <source>In scripts, run fewer commands at the same time.</source>
        <translation>Negli script, eseguire meno comandi contemporaneamente.</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>Server non raggiungibile</translation>
    </message>
    <message>
        <source>The database server[ {host}][ at port {port}] could not be reached[: {message}].</source>
        <translation>Non è stato possibile raggiungere il server di database[ {host}][ alla porta {port}][: {message}].</translation>
    </message>
    <message>
        <source>The server is stopped, listens on another address or port, or a firewall lies between.</source>
        <translation>Il server è fermo, è in ascolto su un altro indirizzo o un’altra porta, oppure c’è di mezzo un firewall.</translation>
    </message>
    <message>
        <source>Check that the server runs, then try again.</source>
        <translation>Controllare che il server sia in esecuzione, poi riprovare.</translation>
    </message>
    <message>
        <source>Check host and port of the connection.</source>
        <translation>Controllare host e porta della connessione.</translation>
    </message>
    <message>
        <source>Host name not found</source>
        <translation>Nome host non trovato</translation>
    </message>
    <message>
        <source>The name[ {host}] could not be resolved to an address[: {message}].</source>
        <translation>Non è stato possibile risolvere il nome[ {host}] in un indirizzo[: {message}].</translation>
    </message>
    <message>
        <source>The name is misspelt, or the network (often a VPN) that knows it is not connected.</source>
        <translation>Il nome è scritto male, oppure la rete che lo conosce (spesso una VPN) non è connessa.</translation>
    </message>
    <message>
        <source>Check the network or the VPN, then try again.</source>
        <translation>Controllare la rete o la VPN, poi riprovare.</translation>
    </message>
    <message>
        <source>Check the host of the connection.</source>
        <translation>Controllare l’host della connessione.</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>Nessuna risposta in tempo</translation>
    </message>
    <message>
        <source>The server or the network is overloaded, a firewall drops the packets silently, or the statement has to read very much.</source>
        <translation>Il server o la rete sono sovraccarichi, un firewall scarta i pacchetti in silenzio, oppure l’istruzione deve leggere moltissimo.</translation>
    </message>
    <message>
        <source>Test the connection to see which stage is slow.</source>
        <translation>Provare la connessione per vedere quale fase è lenta.</translation>
    </message>
    <message>
        <source>Narrow the filter, so that less has to be read.</source>
        <translation>Restringere il filtro, perché si debba leggere meno.</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Connessione perduta</translation>
    </message>
    <message>
        <source>The connection to the database[ {host}] broke while reading[: {message}].</source>
        <translation>La connessione al database[ {host}] si è interrotta durante la lettura[: {message}].</translation>
    </message>
    <message>
        <source>The server was restarted, the network changed, or the computer slept.</source>
        <translation>Il server è stato riavviato, la rete è cambiata, oppure il computer era sospeso.</translation>
    </message>
    <message>
        <source>Try again: Plancia connects anew.</source>
        <translation>Riprovare: Plancia si connette di nuovo.</translation>
    </message>
    <message>
        <source>If it happens again, test the connection.</source>
        <translation>Se accade ancora, provare la connessione.</translation>
    </message>
    <message>
        <source>Outcome not known</source>
        <translation>Esito sconosciuto</translation>
    </message>
    <message>
        <source>The connection[ to {host}] broke while a change was being committed, and the outcome could not be looked up.</source>
        <translation>La connessione[ a {host}] si è interrotta durante la conferma di una modifica, e non è stato possibile verificarne l’esito.</translation>
    </message>
    <message>
        <source>The server or the network failed at the moment of the commit and is still not reachable.</source>
        <translation>Il server o la rete si sono guastati al momento del commit e non sono ancora raggiungibili.</translation>
    </message>
    <message>
        <source>Try to connect again: Plancia then says whether the change is in the store.</source>
        <translation>Riprovare a connettersi: Plancia dirà allora se la modifica è nell’archivio.</translation>
    </message>
    <message>
        <source>Do not repeat the change before that.</source>
        <translation>Non ripetere la modifica prima di allora.</translation>
    </message>
    <message>
        <source>Look for it in the audit trail.</source>
        <translation>Cercarla nel registro di audit.</translation>
    </message>
    <message>
        <source>Statement failed</source>
        <translation>Istruzione fallita</translation>
    </message>
    <message>
        <source>The database reported an error[ ({sqlstate})][: {message}].</source>
        <translation>Il database ha segnalato un errore[ ({sqlstate})][: {message}].</translation>
    </message>
    <message>
        <source>The server refused a statement for a reason that Plancia does not know in particular.</source>
        <translation>Il server ha rifiutato un’istruzione per un motivo che Plancia non conosce in particolare.</translation>
    </message>
    <message>
        <source>If it fails again, create a bundle and pass it on.</source>
        <translation>Se fallisce ancora, creare un pacchetto e inviarlo a chi presta assistenza.</translation>
    </message>
    <message>
        <source>No such database</source>
        <translation>Database inesistente</translation>
    </message>
    <message>
        <source>There is no database[ “{database}”] on the server[ {host}].</source>
        <translation>Non esiste il database[ “{database}”] sul server[ {host}].</translation>
    </message>
    <message>
        <source>The name is misspelt, or the database was dropped or renamed.</source>
        <translation>Il nome è scritto male, oppure il database è stato eliminato o rinominato.</translation>
    </message>
    <message>
        <source>Check the database&apos;s name in the connection.</source>
        <translation>Controllare il nome del database nella connessione.</translation>
    </message>
    <message>
        <source>Test the connection.</source>
        <translation>Provare la connessione.</translation>
    </message>
    <message>
        <source>No secure connection</source>
        <translation>Nessuna connessione sicura</translation>
    </message>
    <message>
        <source>A secure connection[ to {host}] could not be agreed[: {message}].</source>
        <translation>Non è stato possibile concordare una connessione sicura[ con {host}][: {message}].</translation>
    </message>
    <message>
        <source>The certificate is expired, for another name, or from an authority that this computer does not trust, or the server offers no TLS.</source>
        <translation>Il certificato è scaduto, è per un altro nome o proviene da un’autorità di cui questo computer non si fida, oppure il server non offre TLS.</translation>
    </message>
    <message>
        <source>Test the connection: the TLS stage shows the reason.</source>
        <translation>Provare la connessione: la fase TLS mostra il motivo.</translation>
    </message>
    <message>
        <source>Ask for the server&apos;s root certificate, or renew the certificate.</source>
        <translation>Chiedere il certificato radice del server, o rinnovare il certificato.</translation>
    </message>
    <message>
        <source>Check the TLS mode of the connection.</source>
        <translation>Controllare la modalità TLS della connessione.</translation>
    </message>
    <message>
        <source>Server is full</source>
        <translation>Server pieno</translation>
    </message>
    <message>
        <source>The server[ {host}] accepts no more connections.</source>
        <translation>Il server[ {host}] non accetta altre connessioni.</translation>
    </message>
    <message>
        <source>The server&apos;s max_connections is reached, or the limit of this role or database.</source>
        <translation>È stato raggiunto max_connections del server, o il limite di questo ruolo o database.</translation>
    </message>
    <message>
        <source>Close connections that nobody needs, or ask the administrator to raise the limit.</source>
        <translation>Chiudere le connessioni che non servono, o chiedere all’amministratore di alzare il limite.</translation>
    </message>
    <message>
        <source>Store is busy</source>
        <translation>Archivio occupato</translation>
    </message>
    <message>
        <source>Somebody else writes to the store[ {path}][: {holder}]. Plancia waited[ {seconds} s] in vain.</source>
        <translation>Qualcun altro sta scrivendo nell’archivio[ {path}][: {holder}]. Plancia ha atteso[ {seconds} s] invano.</translation>
    </message>
    <message>
        <source>Another window, planciactl, the agent or another program holds the store for a long time.</source>
        <translation>Un’altra finestra, planciactl, l’agente o un altro programma occupa a lungo l’archivio.</translation>
    </message>
    <message>
        <source>Try again when the other one has finished.</source>
        <translation>Riprovare quando l’altro ha finito.</translation>
    </message>
    <message>
        <source>Look at the running tasks, and end the one that is not needed.</source>
        <translation>Controllare le attività in corso e terminare quella che non serve.</translation>
    </message>
    <message>
        <source>Too many at the same rows</source>
        <translation>Troppi sulle stesse righe</translation>
    </message>
    <message>
        <source>The change met others at the same rows and was rolled back[ ({sqlstate})], also after several tries.</source>
        <translation>La modifica ne ha incontrate altre sulle stesse righe ed è stata annullata[ ({sqlstate})], anche dopo vari tentativi.</translation>
    </message>
    <message>
        <source>Many sessions change the same rows at the same time.</source>
        <translation>Molte sessioni modificano le stesse righe nello stesso momento.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Riprovare fra un momento.</translation>
    </message>
    <message>
        <source>Look at the server&apos;s locks if it happens often.</source>
        <translation>Se accade spesso, controllare i lock del server.</translation>
    </message>
    <message>
        <source>Schema not installed</source>
        <translation>Schema non installato</translation>
    </message>
    <message>
        <source>Plancia&apos;s schema is not installed in the database[ {database}].</source>
        <translation>Lo schema di Plancia non è installato nel database[ {database}].</translation>
    </message>
    <message>
        <source>The database is new, or it is another one than intended.</source>
        <translation>Il database è nuovo, oppure non è quello previsto.</translation>
    </message>
    <message>
        <source>Look at the migrations, then install the schema.</source>
        <translation>Esaminare le migrazioni, poi installare lo schema.</translation>
    </message>
    <message>
        <source>Or choose another database in the connection.</source>
        <translation>Oppure scegliere un altro database nella connessione.</translation>
    </message>
    <message>
        <source>Server is starting or stopping</source>
        <translation>Server in avvio o in arresto</translation>
    </message>
    <message>
        <source>The server[ {host}] is starting up or shutting down[: {message}].</source>
        <translation>Il server[ {host}] è in fase di avvio o di arresto[: {message}].</translation>
    </message>
    <message>
        <source>The server was restarted, or recovers after a crash.</source>
        <translation>Il server è stato riavviato, oppure si sta riprendendo da un arresto anomalo.</translation>
    </message>
    <message>
        <source>If it lasts, look at the server&apos;s log.</source>
        <translation>Se persiste, consultare il log del server.</translation>
    </message>
    <message>
        <source>Change was not written</source>
        <translation>Modifica non scritta</translation>
    </message>
    <message>
        <source>The connection[ to {host}] broke during the change. Plancia connected again and looked: the change is not in the store.</source>
        <translation>La connessione[ a {host}] si è interrotta durante la modifica. Plancia si è riconnesso e ha controllato: la modifica non è nell’archivio.</translation>
    </message>
    <message>
        <source>The server was restarted or the network failed before the change was committed.</source>
        <translation>Il server è stato riavviato o la rete si è interrotta prima del commit della modifica.</translation>
    </message>
    <message>
        <source>Make the change again.</source>
        <translation>Rifare la modifica.</translation>
    </message>
    <message>
        <source>Test the connection if it happens again.</source>
        <translation>Se accade ancora, provare la connessione.</translation>
    </message>
    <message>
        <source>Unexpected data</source>
        <translation>Dati inattesi</translation>
    </message>
    <message>
        <source>The store holds a row[ in {table}] that Plancia cannot read[: {message}].</source>
        <translation>L’archivio contiene una riga[ in {table}] che Plancia non può leggere[: {message}].</translation>
    </message>
    <message>
        <source>Another program wrote to the store, or the schema was changed by hand.</source>
        <translation>Un altro programma ha scritto nell’archivio, oppure lo schema è stato modificato a mano.</translation>
    </message>
    <message>
        <source>Create a bundle and pass it on.</source>
        <translation>Creare un pacchetto e inviarlo a chi presta assistenza.</translation>
    </message>
    <message>
        <source>Open a backup to see the state before.</source>
        <translation>Aprire un backup per vedere lo stato precedente.</translation>
    </message>
    <message>
        <source>Backup is damaged</source>
        <translation>Backup danneggiato</translation>
    </message>
    <message>
        <source>The disk returned other bytes than were stored, or the file was changed or cut short after the backup.</source>
        <translation>Il disco ha restituito byte diversi da quelli scritti, oppure il file è stato modificato o troncato dopo il backup.</translation>
    </message>
    <message>
        <source>Back up again now, to another disk if there is one.</source>
        <translation>Eseguire subito un nuovo backup, possibilmente su un altro disco.</translation>
    </message>
    <message>
        <source>Verify the other backups in the same folder.</source>
        <translation>Verificare gli altri backup nella stessa cartella.</translation>
    </message>
    <message>
        <source>Keep the damaged file: parts of it may still be readable.</source>
        <translation>Conservare il file danneggiato: alcune parti possono essere ancora leggibili.</translation>
    </message>
    <message>
        <source>Backup without a readable manifest</source>
        <translation>Backup senza manifest leggibile</translation>
    </message>
    <message>
        <source>The manifest of the backup[ {path}] is missing, or is not as it was written[: {message}].</source>
        <translation>Il manifest del backup[ {path}] manca, o non è com’era stato scritto[: {message}].</translation>
    </message>
    <message>
        <source>The backup was interrupted before it was complete, the manifest was not copied along with the file, or it was changed or damaged since.</source>
        <translation>Il backup è stato interrotto prima di essere completo, il manifest non è stato copiato insieme al file, oppure è stato modificato o danneggiato in seguito.</translation>
    </message>
    <message>
        <source>Or back up again.</source>
        <translation>Oppure eseguire un nuovo backup.</translation>
    </message>
    <message>
        <source>Backup not finished</source>
        <translation>Backup non completato</translation>
    </message>
    <message>
        <source>The backup could not be finished[: {message}].</source>
        <translation>Non è stato possibile completare il backup[: {message}].</translation>
    </message>
    <message>
        <source>The target disk failed, or the store changed in a way that the backup cannot follow.</source>
        <translation>Il disco di destinazione si è guastato, oppure l’archivio è cambiato in un modo che il backup non può seguire.</translation>
    </message>
    <message>
        <source>Choose another folder, on another disk.</source>
        <translation>Scegliere un’altra cartella, su un altro disco.</translation>
    </message>
    <message>
        <source>No backups here</source>
        <translation>Qui non si eseguono backup</translation>
    </message>
    <message>
        <source>Open the local store to back it up.</source>
        <translation>Aprire l’archivio locale per eseguirne il backup.</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Connessione rifiutata</translation>
    </message>
    <message>
        <source>The address[ {host}][ at port {port}] refused the connection[: {message}].</source>
        <translation>L’indirizzo[ {host}][ alla porta {port}] ha rifiutato la connessione[: {message}].</translation>
    </message>
    <message>
        <source>Nothing listens there, or a firewall refuses it.</source>
        <translation>Lì non è in ascolto nulla, oppure un firewall la rifiuta.</translation>
    </message>
    <message>
        <source>Check that the other side runs, then try again.</source>
        <translation>Controllare che l’altro lato sia in esecuzione, poi riprovare.</translation>
    </message>
    <message>
        <source>Check the address in the settings.</source>
        <translation>Controllare l’indirizzo nelle impostazioni.</translation>
    </message>
    <message>
        <source>The address[ {host}] gave no answer[ within {seconds} s].</source>
        <translation>L’indirizzo[ {host}] non ha risposto[ entro {seconds} s].</translation>
    </message>
    <message>
        <source>The other side is overloaded or away, or a firewall drops the packets.</source>
        <translation>L’altro lato è sovraccarico o assente, oppure un firewall scarta i pacchetti.</translation>
    </message>
    <message>
        <source>No live values</source>
        <translation>Nessun valore in tempo reale</translation>
    </message>
    <message>
        <source>The agent was stopped, or the network to it is interrupted.</source>
        <translation>L’agente è stato fermato, oppure la rete verso di esso è interrotta.</translation>
    </message>
    <message>
        <source>Try to reach it now. Plancia also tries by itself.</source>
        <translation>Provare a raggiungerlo ora. Plancia riprova anche da solo.</translation>
    </message>
    <message>
        <source>Check the agent&apos;s address.</source>
        <translation>Controllare l’indirizzo dell’agente.</translation>
    </message>
    <message>
        <source>Stream not understood</source>
        <translation>Flusso non compreso</translation>
    </message>
    <message>
        <source>Something other than a Plancia agent listens at that address, or a proxy changes the stream.</source>
        <translation>A quell’indirizzo è in ascolto qualcosa di diverso da un agente di Plancia, oppure un proxy altera il flusso.</translation>
    </message>
    <message>
        <source>Agent of another version</source>
        <translation>Agente di un’altra versione</translation>
    </message>
    <message>
        <source>Plancia and the agent were not updated together.</source>
        <translation>Plancia e l’agente non sono stati aggiornati insieme.</translation>
    </message>
    <message>
        <source>Update the older of the two, then try again.</source>
        <translation>Aggiornare il meno recente dei due, poi riprovare.</translation>
    </message>
    <message>
        <source>Or use the built-in agent.</source>
        <translation>Oppure usare l’agente integrato.</translation>
    </message>
    <message>
        <source>Port is taken</source>
        <translation>Porta già in uso</translation>
    </message>
    <message>
        <source>Another program, perhaps another agent, listens there already.</source>
        <translation>Un altro programma, forse un altro agente, è già in ascolto lì.</translation>
    </message>
    <message>
        <source>Stop the other program, or choose another port in the agent&apos;s configuration.</source>
        <translation>Fermare l’altro programma, o scegliere un’altra porta nella configurazione dell’agente.</translation>
    </message>
    <message>
        <source>Start the agent again.</source>
        <translation>Avviare di nuovo l’agente.</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nulla da fare</translation>
    </message>
    <message>
        <source>Everything is as asked already.</source>
        <translation>Tutto è già come richiesto.</translation>
    </message>
    <message>
        <source>Load the latest state to see it.</source>
        <translation>Caricare lo stato più recente per vederlo.</translation>
    </message>
    <message>
        <source>Go on with the next thing.</source>
        <translation>Proseguire con il resto.</translation>
    </message>
    <message>
        <source>Disk is full</source>
        <translation>Disco pieno</translation>
    </message>
    <message>
        <source>There is no room left on the disk[ of {path}][: {needed} are needed and {free} are free].</source>
        <translation>Non c’è più spazio sul disco[ di {path}][: servono {needed} e sono liberi {free}].</translation>
    </message>
    <message>
        <source>The disk, or the quota of this user, is used up.</source>
        <translation>Il disco, o la quota di questo utente, è esaurito.</translation>
    </message>
    <message>
        <source>Free some room, then try again.</source>
        <translation>Liberare spazio, poi riprovare.</translation>
    </message>
    <message>
        <source>Choose a folder on another disk.</source>
        <translation>Scegliere una cartella su un altro disco.</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Permesso negato</translation>
    </message>
    <message>
        <source>The system does not allow Plancia to use[ {path}][: {message}].</source>
        <translation>Il sistema non consente a Plancia di usare[ {path}][: {message}].</translation>
    </message>
    <message>
        <source>The file or folder belongs to another user, or its disk is mounted read-only.</source>
        <translation>Il file o la cartella appartiene a un altro utente, oppure il suo disco è montato in sola lettura.</translation>
    </message>
    <message>
        <source>Correct the owner or the mode of the file or folder, then try again.</source>
        <translation>Correggere il proprietario o il modo del file o della cartella, poi riprovare.</translation>
    </message>
    <message>
        <source>Or choose another file.</source>
        <translation>Oppure scegliere un altro file.</translation>
    </message>
    <message>
        <source>File could not be read</source>
        <translation>File non leggibile</translation>
    </message>
    <message>
        <source>The file[ {path}] could not be read[: {message}].</source>
        <translation>Non è stato possibile leggere il file[ {path}][: {message}].</translation>
    </message>
    <message>
        <source>The disk reports an error, or the file was cut short or taken away.</source>
        <translation>Il disco segnala un errore, oppure il file è stato troncato o rimosso.</translation>
    </message>
    <message>
        <source>Look at the system&apos;s log for errors of the disk.</source>
        <translation>Cercare errori del disco nel log di sistema.</translation>
    </message>
    <message>
        <source>If a backup exists, open it.</source>
        <translation>Se esiste un backup, aprirlo.</translation>
    </message>
    <message>
        <source>File could not be written</source>
        <translation>File non scrivibile</translation>
    </message>
    <message>
        <source>The file[ {path}] could not be written[: {message}].</source>
        <translation>Non è stato possibile scrivere il file[ {path}][: {message}].</translation>
    </message>
    <message>
        <source>The disk reports an error, or it was taken away or became read-only.</source>
        <translation>Il disco segnala un errore, oppure è stato rimosso o è diventato di sola lettura.</translation>
    </message>
    <message>
        <source>Check the disk, then try again.</source>
        <translation>Controllare il disco, poi riprovare.</translation>
    </message>
    <message>
        <source>Or choose another place.</source>
        <translation>Oppure scegliere un’altra posizione.</translation>
    </message>
    <message>
        <source>Not a file of Plancia</source>
        <translation>Non è un file di Plancia</translation>
    </message>
    <message>
        <source>It was made by another program, is empty, or is no database at all.</source>
        <translation>È stato creato da un altro programma, è vuoto, oppure non è affatto un database.</translation>
    </message>
    <message>
        <source>Store is damaged</source>
        <translation>Archivio danneggiato</translation>
    </message>
    <message>
        <source>The store[ {path}] is damaged[: {message}].</source>
        <translation>L’archivio[ {path}] è danneggiato[: {message}].</translation>
    </message>
    <message>
        <source>The disk returned other bytes than were stored, or another program wrote into the file.</source>
        <translation>Il disco ha restituito byte diversi da quelli scritti, oppure un altro programma ha scritto nel file.</translation>
    </message>
    <message>
        <source>Open the newest verified backup to see what it holds.</source>
        <translation>Aprire il backup verificato più recente per vedere che cosa contiene.</translation>
    </message>
    <message>
        <source>Open the store for reading only, to save what can be read.</source>
        <translation>Aprire l’archivio in sola lettura, per salvare ciò che è leggibile.</translation>
    </message>
    <message>
        <source>Changed without Plancia</source>
        <translation>Modificato senza Plancia</translation>
    </message>
    <message>
        <source>The store[ {path}] was changed by another program than Plancia.</source>
        <translation>L’archivio[ {path}] è stato modificato da un programma diverso da Plancia.</translation>
    </message>
    <message>
        <source>Somebody opened the store with a database tool, or a program that synchronises files replaced it.</source>
        <translation>Qualcuno ha aperto l’archivio con uno strumento per database, oppure un programma di sincronizzazione dei file lo ha sostituito.</translation>
    </message>
    <message>
        <source>Find out which program wrote, and keep it away from the store.</source>
        <translation>Scoprire quale programma ha scritto e tenerlo lontano dall’archivio.</translation>
    </message>
    <message>
        <source>Back up now, so that this state is kept.</source>
        <translation>Eseguire subito un backup, perché questo stato sia conservato.</translation>
    </message>
    <message>
        <source>Load the latest state.</source>
        <translation>Caricare lo stato più recente.</translation>
    </message>
    <message>
        <source>Store was replaced</source>
        <translation>Archivio sostituito</translation>
    </message>
    <message>
        <source>A program that synchronises files, or somebody by hand, put another file in its place.</source>
        <translation>Un programma di sincronizzazione dei file, o qualcuno a mano, ha messo un altro file al suo posto.</translation>
    </message>
    <message>
        <source>Put the file back, or choose the file to go on with.</source>
        <translation>Rimettere il file al suo posto, o scegliere il file con cui proseguire.</translation>
    </message>
    <message>
        <source>Open the newest backup to compare.</source>
        <translation>Aprire il backup più recente per confrontare.</translation>
    </message>
    <message>
        <source>Exists already</source>
        <translation>Esiste già</translation>
    </message>
    <message>
        <source>There is already a file[ at {path}].</source>
        <translation>Esiste già un file[ in {path}].</translation>
    </message>
    <message>
        <source>Plancia does not replace files that it did not ask about.</source>
        <translation>Plancia non sostituisce file senza averlo chiesto.</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>Scegliere un altro nome o un’altra cartella.</translation>
    </message>
    <message>
        <source>Or move the existing file away, then try again.</source>
        <translation>Oppure spostare il file esistente, poi riprovare.</translation>
    </message>
    <message>
        <source>Configuration not accepted</source>
        <translation>Configurazione non accettata</translation>
    </message>
    <message>
        <source>The configuration[ {path}] cannot be used[: line {line}][, key “{key}”][: {message}].</source>
        <translation>La configurazione[ {path}] non è utilizzabile[: riga {line}][, chiave “{key}”][: {message}].</translation>
    </message>
    <message>
        <source>A key is misspelt, missing, or has a value that it cannot have.</source>
        <translation>Una chiave è scritta male, manca, oppure ha un valore non ammesso.</translation>
    </message>
    <message>
        <source>Correct the file, then start again.</source>
        <translation>Correggere il file, poi riavviare.</translation>
    </message>
    <message>
        <source>plancia-agent(1) lists the keys of an agent, the handbook those of a dashboard.</source>
        <translation>plancia-agent(1) elenca le chiavi di un agente, il manuale quelle di un cruscotto.</translation>
    </message>
    <message>
        <source>Home folder cannot be used</source>
        <translation>Cartella iniziale non utilizzabile</translation>
    </message>
    <message>
        <source>Plancia cannot use its folder[ {path}][: {message}].</source>
        <translation>Plancia non può usare la sua cartella[ {path}][: {message}].</translation>
    </message>
    <message>
        <source>The folder belongs to another user, can be written by others, or lies on a read-only disk.</source>
        <translation>La cartella appartiene a un altro utente, è scrivibile da altri, oppure si trova su un disco in sola lettura.</translation>
    </message>
    <message>
        <source>Correct the owner of the folder and its mode (0700).</source>
        <translation>Correggere il proprietario della cartella e il suo modo (0700).</translation>
    </message>
    <message>
        <source>Or set PLANCIA_HOME to another folder, then start again.</source>
        <translation>Oppure impostare PLANCIA_HOME su un’altra cartella, poi riavviare.</translation>
    </message>
    <message>
        <source>No key ring</source>
        <translation>Nessun portachiavi</translation>
    </message>
    <message>
        <source>There is no key ring that can be used[: {message}].</source>
        <translation>Nessun portachiavi è utilizzabile[: {message}].</translation>
    </message>
    <message>
        <source>No secret service (for example GNOME Keyring or KWallet) runs in this session.</source>
        <translation>In questa sessione non è in esecuzione alcun servizio per i segreti (per esempio GNOME Keyring o KWallet).</translation>
    </message>
    <message>
        <source>Start a key ring service, then save the connection again.</source>
        <translation>Avviare un servizio di portachiavi, poi salvare di nuovo la connessione.</translation>
    </message>
    <message>
        <source>Or keep the password in ~/.pgpass (mode 0600).</source>
        <translation>Oppure conservare la password in ~/.pgpass (modo 0600).</translation>
    </message>
    <message>
        <source>Key ring is locked</source>
        <translation>Portachiavi bloccato</translation>
    </message>
    <message>
        <source>The key ring is locked[: {message}].</source>
        <translation>Il portachiavi è bloccato[: {message}].</translation>
    </message>
    <message>
        <source>The key ring was not unlocked in this session, or the question was dismissed.</source>
        <translation>Il portachiavi non è stato sbloccato in questa sessione, oppure la richiesta è stata chiusa.</translation>
    </message>
    <message>
        <source>Or type the password for this run in the connection.</source>
        <translation>Oppure digitare nella connessione la password per questa esecuzione.</translation>
    </message>
    <message>
        <source>No display</source>
        <translation>Nessuno schermo</translation>
    </message>
    <message>
        <source>There is no display to open a window on.</source>
        <translation>Non c’è uno schermo su cui aprire una finestra.</translation>
    </message>
    <message>
        <source>Plancia was started in a session without a graphical screen.</source>
        <translation>Plancia è stato avviato in una sessione senza schermo grafico.</translation>
    </message>
    <message>
        <source>Start it in a graphical session, or over ssh -X.</source>
        <translation>Avviarlo in una sessione grafica, o con ssh -X.</translation>
    </message>
    <message>
        <source>Or use planciactl, which needs no display.</source>
        <translation>Oppure usare planciactl, che non richiede uno schermo.</translation>
    </message>
    <message>
        <source>Store of a newer version</source>
        <translation>Archivio di una versione più recente</translation>
    </message>
    <message>
        <source>Plancia was updated elsewhere and then started here in an older version.</source>
        <translation>Plancia è stato aggiornato altrove e poi avviato qui in una versione precedente.</translation>
    </message>
    <message>
        <source>Update Plancia.</source>
        <translation>Aggiornare Plancia.</translation>
    </message>
    <message>
        <source>Open the store for reading only.</source>
        <translation>Aprire l’archivio in sola lettura.</translation>
    </message>
    <message>
        <source>Migration failed</source>
        <translation>Migrazione fallita</translation>
    </message>
    <message>
        <source>The store holds something that the new schema does not allow, or the disk or the connection failed.</source>
        <translation>L’archivio contiene qualcosa che il nuovo schema non ammette, oppure il disco o la connessione si sono guastati.</translation>
    </message>
    <message>
        <source>Go on with the older version of Plancia meanwhile.</source>
        <translation>Proseguire nel frattempo con la versione precedente di Plancia.</translation>
    </message>
    <message>
        <source>Migration differs</source>
        <translation>Migrazione diversa</translation>
    </message>
    <message>
        <source>The store was made by a development version, or its schema was changed by hand.</source>
        <translation>L’archivio è stato creato da una versione di sviluppo, oppure il suo schema è stato modificato a mano.</translation>
    </message>
    <message>
        <source>Migrations are waiting</source>
        <translation>Migrazioni in attesa</translation>
    </message>
    <message>
        <source>The store was last used by an older version of Plancia.</source>
        <translation>L’archivio è stato usato l’ultima volta da una versione precedente di Plancia.</translation>
    </message>
    <message>
        <source>Look at the migrations, then apply them. A local store is backed up first.</source>
        <translation>Esaminare le migrazioni, poi applicarle. Di un archivio locale si esegue prima il backup.</translation>
    </message>
    <message>
        <source>Or open the store for reading only.</source>
        <translation>Oppure aprire l’archivio in sola lettura.</translation>
    </message>
    <message>
        <source>Mistake in Plancia</source>
        <translation>Errore in Plancia</translation>
    </message>
    <message>
        <source>Plancia made a mistake[: {message}].</source>
        <translation>Plancia ha commesso un errore[: {message}].</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of your data or of what you did.</source>
        <translation>È un difetto del programma, non dei dati né di ciò che è stato fatto.</translation>
    </message>
    <message>
        <source>Start Plancia again.</source>
        <translation>Riavviare Plancia.</translation>
    </message>
    <message>
        <source>Plancia is closing</source>
        <translation>Plancia si sta chiudendo</translation>
    </message>
    <message>
        <source>The work was ended because Plancia is closing.</source>
        <translation>Il lavoro è stato terminato perché Plancia si sta chiudendo.</translation>
    </message>
    <message>
        <source>The window was closed, or the system ended the session.</source>
        <translation>La finestra è stata chiusa, oppure il sistema ha terminato la sessione.</translation>
    </message>
    <message>
        <source>Start the work again if it is still needed.</source>
        <translation>Riavviare il lavoro se serve ancora.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annullato</translation>
    </message>
    <message>
        <source>The work was cancelled.</source>
        <translation>Il lavoro è stato annullato.</translation>
    </message>
    <message>
        <source>Somebody pressed Cancel or Ctrl+C.</source>
        <translation>Qualcuno ha premuto Annulla o Ctrl+C.</translation>
    </message>
    <message>
        <source>Start it again if it is still needed.</source>
        <translation>Riavviarlo se serve ancora.</translation>
    </message>
    <message>
        <source>Otherwise there is nothing to do.</source>
        <translation>Altrimenti non c’è nulla da fare.</translation>
    </message>
    <message>
        <source>The agent[ at {url}][ at {host}] refused the token.</source>
        <translation>L’agente[ in {url}][ in {host}] ha rifiutato il token.</translation>
    </message>
    <message>
        <source>This workspace[ ({name})][ ({workspace})][ ({path})] is open for reading only.</source>
        <translation>Questa area di lavoro[ ({name})][ ({workspace})][ ({path})] è aperta in sola lettura.</translation>
    </message>
    <message>
        <source>The text[ of “{field}”] is too long[: at most {limit} characters are allowed][, and there are {length}].</source>
        <translation>Il testo[ di “{field}”] è troppo lungo[: sono ammessi al massimo {limit} caratteri][, e ce ne sono {length}].</translation>
    </message>
    <message>
        <source>The text[ of “{field}”] holds a character that cannot be seen[: {character}][ at place {position}].</source>
        <translation>Il testo[ di “{field}”] contiene un carattere che non si vede[: {character}][ in posizione {position}].</translation>
    </message>
    <message>
        <source>The time[ “{value}”][ of {field}] cannot be read.</source>
        <translation>L’ora[ “{value}”][ di {field}] non è leggibile.</translation>
    </message>
    <message>
        <source>There is no connection[ “{name}”][ {id}].</source>
        <translation>Non esiste la connessione[ “{name}”][ {id}].</translation>
    </message>
    <message>
        <source>There is no workspace[ “{name}”][ “{workspace}”].</source>
        <translation>Non esiste l’area di lavoro[ “{name}”][ “{workspace}”].</translation>
    </message>
    <message>
        <source>The database[ {host}][ {path}] gave no answer[ within {seconds} s].</source>
        <translation>Il database[ {host}][ {path}] non ha risposto[ entro {seconds} s].</translation>
    </message>
    <message>
        <source>This workspace[ ({name})] cannot be backed up by Plancia.</source>
        <translation>Plancia non può eseguire il backup di questa area di lavoro[ ({name})].</translation>
    </message>
    <message>
        <source>The agent[ at {url}][ at {host}][:{port}] does not answer[: {message}].</source>
        <translation>L’agente[ in {url}][ in {host}][:{port}] non risponde[: {message}].</translation>
    </message>
    <message>
        <source>The other side of the stream[ at {url}] sent something that is no message of ours[: {message}][: {detail}].</source>
        <translation>L’altro lato del flusso[ in {url}] ha inviato qualcosa che non è un nostro messaggio[: {message}][: {detail}].</translation>
    </message>
    <message>
        <source>The agent[ at {url}][ at {host}] speaks another version of the protocol than this program[: {version} instead of {expected}].</source>
        <translation>L’agente[ in {url}][ in {host}] usa una versione del protocollo diversa da questo programma[: {version} invece di {expected}].</translation>
    </message>
    <message>
        <source>The agent could not listen[ at {host}][, port {port}][: {message}].</source>
        <translation>L’agente non ha potuto mettersi in ascolto[ in {host}][, porta {port}][: {message}].</translation>
    </message>
    <message>
        <source>There is nothing to do[ in {name}][: {message}].</source>
        <translation>Non c’è nulla da fare[ in {name}][: {message}].</translation>
    </message>
    <message>
        <source>The file[ {path}] is no store, backup or bundle of Plancia[: {message}].</source>
        <translation>Il file[ {path}] non è un archivio, un backup o un pacchetto di Plancia[: {message}].</translation>
    </message>
    <message>
        <source>The file of the open store[ {path}] was moved, deleted or replaced[: {message}].</source>
        <translation>Il file dell’archivio aperto[ {path}] è stato spostato, eliminato o sostituito[: {message}].</translation>
    </message>
    <message>
        <source>The store[ {path}] was written by a newer version of Plancia[: schema {found}, and this program knows {expected}][: schema {current}, and this program knows {target}].</source>
        <translation>L’archivio[ {path}] è stato scritto da una versione più recente di Plancia[: schema {found}, e questo programma conosce {expected}][: schema {current}, e questo programma conosce {target}].</translation>
    </message>
    <message>
        <source>The migration[ {step}] failed and was rolled back[: {message}].</source>
        <translation>La migrazione[ {step}] è fallita ed è stata annullata[: {message}].</translation>
    </message>
    <message>
        <source>The migration[ {step}][ “{name}”] that was applied to this store differs from the one of this program.</source>
        <translation>La migrazione[ {step}][ “{name}”] applicata a questo archivio è diversa da quella di questo programma.</translation>
    </message>
    <message>
        <source>The store[ {path}] has an older schema than this program[: {found} instead of {expected}][: {current} instead of {target}].</source>
        <translation>L’archivio[ {path}] ha uno schema meno recente di questo programma[: {found} invece di {expected}][: {current} invece di {target}].</translation>
    </message>
    <message>
        <source>The store and the backups are not touched. Moments after the damage cannot be reached until the next backup.</source>
        <translation>L’archivio e i backup non sono toccati. I momenti dopo il danno non si raggiungono fino al prossimo backup.</translation>
    </message>
    <message>
        <source>Cannot be compared</source>
        <translation>Confronto impossibile</translation>
    </message>
    <message>
        <source>The two cannot be compared[: {message}].</source>
        <translation>I due non si possono confrontare[: {message}].</translation>
    </message>
    <message>
        <source>They are of different kinds, or one of them could not be read.</source>
        <translation>Sono di tipo diverso, oppure uno dei due non è leggibile.</translation>
    </message>
    <message>
        <source>Choose two stores, backups or moments, or two servers.</source>
        <translation>Scegli due archivi, backup o momenti, oppure due server.</translation>
    </message>
    <message>
        <source>Open each of them to see which one cannot be read.</source>
        <translation>Apri ciascuno per vedere quale non è leggibile.</translation>
    </message>
    <message>
        <source>No such moment</source>
        <translation>Momento inesistente</translation>
    </message>
    <message>
        <source>Choose a moment on the backups page.</source>
        <translation>Scegli un momento nella pagina dei backup.</translation>
    </message>
    <message>
        <source>A rule of the data is broken</source>
        <translation>Una regola dei dati è violata</translation>
    </message>
    <message>
        <source>The check[ “{check}”] found[ {count}] rows that break a rule[ in table {table}].</source>
        <translation>Il controllo[ “{check}”] ha trovato[ {count}] righe che violano una regola[ nella tabella {table}].</translation>
    </message>
    <message>
        <source>The data was changed without Plancia, or by a version with a fault.</source>
        <translation>I dati sono stati cambiati senza Plancia, o da una versione con un difetto.</translation>
    </message>
    <message>
        <source>See on the maintenance page which rows, and what repairs them.</source>
        <translation>Guarda nella pagina di manutenzione quali righe sono e che cosa le ripara.</translation>
    </message>
    <message>
        <source>Compare with a backup, to see when it began.</source>
        <translation>Confronta con un backup, per vedere quando è cominciato.</translation>
    </message>
    <message>
        <source>Place for backups is not there</source>
        <translation>Il posto per i backup non c’è</translation>
    </message>
    <message>
        <source>The folder for backups[ {path}] is not there[: {message}].</source>
        <translation>La cartella dei backup[ {path}] non c’è[: {message}].</translation>
    </message>
    <message>
        <source>The disk is not attached or not mounted, or the folder was moved.</source>
        <translation>Il disco non è collegato o montato, oppure la cartella è stata spostata.</translation>
    </message>
    <message>
        <source>Attach or mount the disk, then try again.</source>
        <translation>Collega o monta il disco, poi riprova.</translation>
    </message>
    <message>
        <source>Or choose another folder for backups.</source>
        <translation>Oppure scegli un’altra cartella per i backup.</translation>
    </message>
    <message>
        <source>Backup could not be proved</source>
        <translation>Il backup non ha superato la prova</translation>
    </message>
    <message>
        <source>In the backup[ {path}] the check[ “{check}”] does not hold[: {message}].</source>
        <translation>Nel backup[ {path}] il controllo[ “{check}”] non regge[: {message}].</translation>
    </message>
    <message>
        <source>The data had this fault already when it was backed up: a program broke a rule, or the disk changed what it held.</source>
        <translation>I dati avevano già questo difetto al momento del backup: un programma ha violato una regola, o il disco ha cambiato ciò che conteneva.</translation>
    </message>
    <message>
        <source>Check the store itself: the same fault may be in it.</source>
        <translation>Controlla l’archivio stesso: può avere lo stesso difetto.</translation>
    </message>
    <message>
        <source>Find the last backup without the fault, and restore it.</source>
        <translation>Trova l’ultimo backup senza il difetto e ripristinalo.</translation>
    </message>
    <message>
        <source>Backup of another store</source>
        <translation>Backup di un altro archivio</translation>
    </message>
    <message>
        <source>The backup[ {path}] belongs to another store than the one that is open.</source>
        <translation>Il backup[ {path}] appartiene a un archivio diverso da quello aperto.</translation>
    </message>
    <message>
        <source>It was made on another computer, or of another file.</source>
        <translation>È stato fatto su un altro computer, o di un altro file.</translation>
    </message>
    <message>
        <source>Open the backup read-only to see what it holds.</source>
        <translation>Apri il backup in sola lettura per vedere che cosa contiene.</translation>
    </message>
    <message>
        <source>Restore it all the same only if it is to take the place of this store.</source>
        <translation>Ripristinalo lo stesso solo se deve prendere il posto di questo archivio.</translation>
    </message>
    <message>
        <source>Key does not open the backup</source>
        <translation>La chiave non apre il backup</translation>
    </message>
    <message>
        <source>The backup[ {path}] is encrypted, and the key that is known here is not its key.</source>
        <translation>Il backup[ {path}] è cifrato, e la chiave nota qui non è la sua.</translation>
    </message>
    <message>
        <source>It was encrypted with another key. The file itself is whole.</source>
        <translation>È stato cifrato con un’altra chiave. Il file in sé è intero.</translation>
    </message>
    <message>
        <source>Enter the recovery phrase that was printed when encryption was turned on.</source>
        <translation>Inserisci la frase di recupero stampata quando la cifratura è stata attivata.</translation>
    </message>
    <message>
        <source>Or open another backup.</source>
        <translation>Oppure apri un altro backup.</translation>
    </message>
    <message>
        <source>Prove a newer backup, then delete this one.</source>
        <translation>Prova un backup più recente, poi elimina questo.</translation>
    </message>
    <message>
        <source>Or make a new backup and prove it.</source>
        <translation>Oppure fai un nuovo backup e provalo.</translation>
    </message>
    <message>
        <source>Clock has jumped</source>
        <translation>L’orologio ha fatto un salto</translation>
    </message>
    <message>
        <source>The clock of this computer has jumped[: {message}]. No backup is deleted until somebody has looked.</source>
        <translation>L’orologio di questo computer ha fatto un salto[: {message}]. Nessun backup viene eliminato finché qualcuno non ha guardato.</translation>
    </message>
    <message>
        <source>The clock was set, the battery of the computer is empty, or a file came from a computer whose clock is wrong.</source>
        <translation>L’orologio è stato regolato, la batteria del computer è scarica, o un file viene da un computer con l’ora sbagliata.</translation>
    </message>
    <message>
        <source>Check date and time of this computer.</source>
        <translation>Controlla data e ora di questo computer.</translation>
    </message>
    <message>
        <source>Then say on the backups page that the clock is right.</source>
        <translation>Poi conferma nella pagina dei backup che l’orologio è giusto.</translation>
    </message>
    <message>
        <source>Role may not see every row</source>
        <translation>Il ruolo non vede tutte le righe</translation>
    </message>
    <message>
        <source>The role[ {user}] of this connection cannot back up the schema[: {message}].</source>
        <translation>Il ruolo[ {user}] di questa connessione non può fare il backup dello schema[: {message}].</translation>
    </message>
    <message>
        <source>Row security hides rows from it, so a backup would be silently incomplete.</source>
        <translation>La sicurezza a livello di riga gli nasconde delle righe: un backup sarebbe incompleto senza che si veda.</translation>
    </message>
    <message>
        <source>Ask the administrator of the server for: GRANT plancia_backup TO the role.</source>
        <translation>Chiedi all’amministratore del server: GRANT plancia_backup TO il ruolo.</translation>
    </message>
    <message>
        <source>Test the connection, then try again.</source>
        <translation>Verifica la connessione, poi riprova.</translation>
    </message>
    <message>
        <source>Dump is not complete</source>
        <translation>Il dump non è completo</translation>
    </message>
    <message>
        <source>The dump does not hold the rows that were counted in the same snapshot[: {message}].</source>
        <translation>Il dump non contiene le righe contate nello stesso istante[: {message}].</translation>
    </message>
    <message>
        <source>Row security hid rows from the dump, or the tool that made it failed without saying so.</source>
        <translation>La sicurezza a livello di riga ha nascosto delle righe, o lo strumento è fallito senza dirlo.</translation>
    </message>
    <message>
        <source>Check that the role is a member of plancia_backup.</source>
        <translation>Controlla che il ruolo sia membro di plancia_backup.</translation>
    </message>
    <message>
        <source>A program is not installed</source>
        <translation>Un programma non è installato</translation>
    </message>
    <message>
        <source>The program[ {program}] is not installed on this computer[: {message}].</source>
        <translation>Il programma[ {program}] non è installato su questo computer[: {message}].</translation>
    </message>
    <message>
        <source>Backups of PostgreSQL are made and read by its own programs.</source>
        <translation>I backup di PostgreSQL si fanno e si leggono con i suoi programmi.</translation>
    </message>
    <message>
        <source>Install the package[ {package}], then try again.</source>
        <translation>Installa il pacchetto[ {package}], poi riprova.</translation>
    </message>
    <message>
        <source>Or work on a computer that has it.</source>
        <translation>Oppure lavora su un computer che lo ha.</translation>
    </message>
    <message>
        <source>No recent proved backup</source>
        <translation>Nessun backup provato recente</translation>
    </message>
    <message>
        <source>The newest proved backup is older than the limit[: {message}].</source>
        <translation>Il backup provato più recente è più vecchio del limite[: {message}].</translation>
    </message>
    <message>
        <source>No backup was made for some time, or none of the newer ones was proved.</source>
        <translation>Da tempo non si fanno backup, o nessuno dei più recenti è stato provato.</translation>
    </message>
    <message>
        <source>Back up now, and prove it.</source>
        <translation>Fai ora un backup, e provalo.</translation>
    </message>
    <message>
        <source>Set a schedule, so that this happens by itself.</source>
        <translation>Imposta un orario, così succede da sé.</translation>
    </message>
    <message>
        <source>Too little room for a backup</source>
        <translation>Troppo poco spazio per un backup</translation>
    </message>
    <message>
        <source>There is too little room for a backup[ in {path}][: {needed} are needed and {free} are free][; the trash there holds {trash}].</source>
        <translation>C’è troppo poco spazio per un backup[ in {path}][: servono {needed} e ne restano {free}][; il cestino ne occupa {trash}].</translation>
    </message>
    <message>
        <source>A backup leaves room for the store itself: under twice the size of the store it waits.</source>
        <translation>Un backup lascia spazio all’archivio: sotto il doppio della sua dimensione aspetta.</translation>
    </message>
    <message>
        <source>Free some room, or let old backups go.</source>
        <translation>Libera spazio, o lascia andare i backup vecchi.</translation>
    </message>
    <message>
        <source>Moment is not in the archive</source>
        <translation>Il momento non è nella cronologia</translation>
    </message>
    <message>
        <source>The archive has no record of that moment[: {message}].</source>
        <translation>La cronologia non ha traccia di quel momento[: {message}].</translation>
    </message>
    <message>
        <source>Another program wrote to the store, the archive was off, or its disk was full. The archive begins anew after such a gap.</source>
        <translation>Un altro programma ha scritto nell’archivio, la cronologia era spenta o il suo disco pieno. Dopo una lacuna la cronologia ricomincia.</translation>
    </message>
    <message>
        <source>Choose a moment before or after the gap.</source>
        <translation>Scegli un momento prima o dopo la lacuna.</translation>
    </message>
    <message>
        <source>Or open the backup that is nearest.</source>
        <translation>Oppure apri il backup più vicino.</translation>
    </message>
    <message>
        <source>Archive is damaged</source>
        <translation>Cronologia danneggiata</translation>
    </message>
    <message>
        <source>A piece of the archive[ {path}] is missing or damaged[: {message}].</source>
        <translation>Un pezzo della cronologia[ {path}] manca o è danneggiato[: {message}].</translation>
    </message>
    <message>
        <source>The disk returned other bytes than were stored, or a file was taken away.</source>
        <translation>Il disco ha restituito byte diversi da quelli scritti, o un file è stato tolto.</translation>
    </message>
    <message>
        <source>Back up now: moments from then on can be reached again.</source>
        <translation>Fai ora un backup: i momenti da lì in poi si raggiungono di nuovo.</translation>
    </message>
    <message>
        <source>Choose a moment before the damage, or a backup.</source>
        <translation>Scegli un momento prima del danno, o un backup.</translation>
    </message>
    <message>
        <source>Store is in use</source>
        <translation>L’archivio è in uso</translation>
    </message>
    <message>
        <source>The store[ {path}] cannot be restored now[: {message}].</source>
        <translation>L’archivio[ {path}] ora non si può ripristinare[: {message}].</translation>
    </message>
    <message>
        <source>Another program has it open or restores it.</source>
        <translation>Un altro programma lo tiene aperto o lo sta ripristinando.</translation>
    </message>
    <message>
        <source>Close the other program, then try again.</source>
        <translation>Chiudi l’altro programma, poi riprova.</translation>
    </message>
    <message>
        <source>See under Tasks what runs.</source>
        <translation>Guarda tra le attività che cosa è in corso.</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Troppi file aperti</translation>
    </message>
    <message>
        <source>The system does not let Plancia open another file[: {message}].</source>
        <translation>Il sistema non permette a Plancia di aprire un altro file[: {message}].</translation>
    </message>
    <message>
        <source>The limit of open files of this process or of the computer is reached.</source>
        <translation>È raggiunto il limite di file aperti di questo processo o del computer.</translation>
    </message>
    <message>
        <source>Close other programs or windows, then try again.</source>
        <translation>Chiudi altri programmi o finestre, poi riprova.</translation>
    </message>
    <message>
        <source>Raise the limit of open files (ulimit -n).</source>
        <translation>Alza il limite di file aperti (ulimit -n).</translation>
    </message>
    <message>
        <source>The backup[ {path}] differs from what was written[, in the file {file}][, page {page}][, table {table}][: {message}].</source>
        <translation>Il backup[ {path}] è diverso da ciò che è stato scritto[, nel file {file}][, pagina {page}][, tabella {table}][: {message}].</translation>
    </message>
    <message>
        <source>Copy the manifest (manifest.json) as it was into the folder of the backup, then verify again.</source>
        <translation>Copiare il manifest (manifest.json) com’era nella cartella del backup, poi verificare di nuovo.</translation>
    </message>
    <message>
        <source>Backups are made of local stores and of servers that hold Plancia&apos;s tables. Backups and bundles are copies already.</source>
        <translation>I backup si eseguono sugli archivi locali e sui server che contengono le tabelle di Plancia. Backup e pacchetti sono già copie.</translation>
    </message>
    <message>
        <source>Or open the connection to a server to back it up.</source>
        <translation>Oppure aprire la connessione a un server per farne il backup.</translation>
    </message>
    <message>
        <source>Nothing was changed: the backups are as they were, and no empty store was made in its place.</source>
        <translation>Nulla è stato modificato: i backup sono come prima, e nessun archivio vuoto è stato creato al suo posto.</translation>
    </message>
    <message>
        <source>If it was asked for with --read-only, leave that out.</source>
        <translation>Se è stato chiesto con --read-only, ometterlo.</translation>
    </message>
    <message>
        <source>An option or argument is missing, misspelt or too many, or there is nobody to answer a question.</source>
        <translation>Un’opzione o un argomento manca, è scritto male o è di troppo, oppure non c’è nessuno che possa rispondere a una domanda.</translation>
    </message>
    <message>
        <source>The value[ “{value}”][ of “{field}”] is not one of the allowed words[ (probably meant: {expected})][: {allowed}].</source>
        <translation>Il valore[ “{value}”][ di “{field}”] non è una delle parole ammesse[ (probabilmente si intendeva: {expected})][: {allowed}].</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Non è un numero</translation>
    </message>
    <message>
        <source>The value[ “{value}”][ of “{field}”] is no whole number[: it takes one from {minimum} to {maximum}].</source>
        <translation>Il valore[ “{value}”][ di “{field}”] non è un numero intero[: ne serve uno da {minimum} a {maximum}].</translation>
    </message>
    <message>
        <source>It holds something other than digits, for example a unit or a comma.</source>
        <translation>Contiene altro oltre alle cifre, per esempio un’unità o una virgola.</translation>
    </message>
    <message>
        <source>Write a whole number, with digits only.</source>
        <translation>Scrivere un numero intero, con sole cifre.</translation>
    </message>
    <message>
        <source>If it was deleted, look into the trash.</source>
        <translation>Se è stato eliminato, guardare nel cestino.</translation>
    </message>
    <message>
        <source>The archive holds no such moment[: commit {commit}][: {message}].</source>
        <translation>La cronologia non contiene un tale momento[: commit {commit}][: {message}].</translation>
    </message>
    <message>
        <source>It is older than the archive, or was not made yet.</source>
        <translation>È più vecchio della cronologia, o non è ancora stato compiuto.</translation>
    </message>
    <message>
        <source>Local store is gone</source>
        <translation>L’archivio locale non c’è più</translation>
    </message>
    <message>
        <source>The local store[ {path}] is gone, and backups of it are there.</source>
        <translation>L’archivio locale[ {path}] non c’è più, e ci sono suoi backup.</translation>
    </message>
    <message>
        <source>See which backups there are.</source>
        <translation>Guardare quali backup ci sono.</translation>
    </message>
    <message>
        <source>Restore the newest one that is whole.</source>
        <translation>Ripristinare il più recente che è integro.</translation>
    </message>
    <message>
        <source>Or begin with an empty store. The backups stay where they are.</source>
        <translation>Oppure cominciare con un archivio vuoto. I backup restano dove sono.</translation>
    </message>
    <message>
        <source>Last good backup</source>
        <translation>Ultimo backup buono</translation>
    </message>
    <message>
        <source>The backup[ {path}] is the last one of this store that can be relied on, and it is not deleted.</source>
        <translation>Il backup[ {path}] è l’ultimo di questo archivio di cui ci si può fidare, e non viene eliminato.</translation>
    </message>
    <message>
        <source>No other backup is proved or, where none is, no other one is whole.</source>
        <translation>Nessun altro backup è provato o, se non ce n’è, nessun altro è integro.</translation>
    </message>
    <message>
        <source>Backup is needed</source>
        <translation>Il backup serve</translation>
    </message>
    <message>
        <source>The backup[ {path}] stays[: {message}].</source>
        <translation>Il backup[ {path}] resta[: {message}].</translation>
    </message>
    <message>
        <source>The archive reaches its moments from it, or somebody reads it now.</source>
        <translation>La cronologia raggiunge da lì i suoi momenti, oppure qualcuno lo sta leggendo.</translation>
    </message>
    <message>
        <source>Close the workspace that shows it, then try again.</source>
        <translation>Chiudi l’area di lavoro che lo mostra, poi riprova.</translation>
    </message>
    <message>
        <source>A base of the archive goes by itself, once its moments have thinned out.</source>
        <translation>Una base della cronologia se ne va da sé, quando i suoi momenti si sono diradati.</translation>
    </message>
    <message>
        <source>Folder cannot be the second place</source>
        <translation>La cartella non può essere il secondo posto</translation>
    </message>
    <message>
        <source>The folder[ {path}] cannot be the second place of the backups[: {message}].</source>
        <translation>La cartella[ {path}] non può essere il secondo posto dei backup[: {message}].</translation>
    </message>
    <message>
        <source>A second place is a folder of its own, away from the backups, that can be written.</source>
        <translation>Un secondo posto è una cartella a sé, lontana dai backup, in cui si può scrivere.</translation>
    </message>
    <message>
        <source>Or leave the second place empty: the backups themselves go on.</source>
        <translation>Oppure lascia vuoto il secondo posto: i backup continuano lo stesso.</translation>
    </message>
    <message>
        <source>Not in this workspace</source>
        <translation>Non in questa area di lavoro</translation>
    </message>
    <message>
        <source>The workspace[ {name}] does not hold what was asked for[: {message}].</source>
        <translation>L’area di lavoro[ {name}] non contiene ciò che è stato chiesto[: {message}].</translation>
    </message>
    <message>
        <source>Tenants, the audit trail and the tables as they are belong to some kinds of workspace only: a file of another program has tables alone, a bundle has none.</source>
        <translation>I tenant, il registro di audit e le tabelle come sono si trovano solo in alcuni tipi di area di lavoro: un file di un altro programma ha soltanto tabelle, un pacchetto non ne ha.</translation>
    </message>
    <message>
        <source>Look at the tables of the file.</source>
        <translation>Guardare le tabelle del file.</translation>
    </message>
    <message>
        <source>Not an e-mail address</source>
        <translation>Non è un indirizzo e-mail</translation>
    </message>
    <message>
        <source>The e-mail address[ “{value}”] cannot be used: it needs one @ with something before it and a domain after it, at most 254 characters.</source>
        <translation>L’indirizzo e-mail[ “{value}”] non si può usare: serve una @ con qualcosa prima e un dominio dopo, al massimo 254 caratteri.</translation>
    </message>
    <message>
        <source>People are found and invited by their address, so it has to be one that mail can reach.</source>
        <translation>Le persone si trovano e si invitano dal loro indirizzo, che deve quindi poter ricevere posta.</translation>
    </message>
    <message>
        <source>Write the address as in name@example.com.</source>
        <translation>Scrivere l’indirizzo come in nome@example.com.</translation>
    </message>
    <message>
        <source>Not an address block</source>
        <translation>Non è un blocco di indirizzi</translation>
    </message>
    <message>
        <source>This[, “{value}”,] is no IP address and no block of addresses.</source>
        <translation>Questo[, “{value}”,] non è un indirizzo IP né un blocco di indirizzi.</translation>
    </message>
    <message>
        <source>A key is limited to addresses that are written exactly (RFC 4632, RFC 4291).</source>
        <translation>Una chiave si limita a indirizzi scritti in modo esatto (RFC 4632, RFC 4291).</translation>
    </message>
    <message>
        <source>Write one address or block a line, for example 192.0.2.0/24 or 2001:db8::/32.</source>
        <translation>Scrivere un indirizzo o blocco per riga, per esempio 192.0.2.0/24 o 2001:db8::/32.</translation>
    </message>
    <message>
        <source>Not a permission</source>
        <translation>Non è un permesso</translation>
    </message>
    <message>
        <source>The name[ “{value}”] cannot be used: it needs 1 to 64 letters a–z, digits, points, underscores, colons or hyphens, beginning with a letter.</source>
        <translation>Il nome[ “{value}”] non si può usare: servono da 1 a 64 lettere a–z, cifre, punti, trattini bassi, due punti o trattini, cominciando con una lettera.</translation>
    </message>
    <message>
        <source>Permissions and limits are compared letter by letter by the service.</source>
        <translation>Il servizio confronta permessi e limiti lettera per lettera.</translation>
    </message>
    <message>
        <source>Write it as the service knows it, for example orders:read.</source>
        <translation>Scriverlo come lo conosce il servizio, per esempio orders:read.</translation>
    </message>
    <message>
        <source>Password too weak</source>
        <translation>Password troppo debole</translation>
    </message>
    <message>
        <source>The password does not fit the policy[: {detail}].</source>
        <translation>La password non rispetta le regole[: {detail}].</translation>
    </message>
    <message>
        <source>The policy asks for a length and for several kinds of characters.</source>
        <translation>Le regole chiedono una lunghezza e diversi tipi di caratteri.</translation>
    </message>
    <message>
        <source>Choose a longer password with letters, digits and signs.</source>
        <translation>Scegliere una password più lunga, con lettere, cifre e segni.</translation>
    </message>
    <message>
        <source>File cannot be imported</source>
        <translation>File non importabile</translation>
    </message>
    <message>
        <source>The file[ {path}] cannot be read as a list[, line {line}][: {detail}].</source>
        <translation>Il file[ {path}] non si può leggere come elenco[, riga {line}][: {detail}].</translation>
    </message>
    <message>
        <source>It is neither CSV with a header line nor JSON with a list of objects, or it is cut off.</source>
        <translation>Non è un CSV con una riga di intestazione né un JSON con un elenco di oggetti, oppure è incompleto.</translation>
    </message>
    <message>
        <source>Look at the line that is named.</source>
        <translation>Guardare la riga indicata.</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8 with a header line, or as JSON, then try again.</source>
        <translation>Salvarlo come CSV in UTF-8 con una riga di intestazione, o come JSON, e riprovare.</translation>
    </message>
    <message>
        <source>Not an API key</source>
        <translation>Non è una chiave API</translation>
    </message>
    <message>
        <source>What was given is no whole API key.</source>
        <translation>Ciò che è stato dato non è una chiave API intera.</translation>
    </message>
    <message>
        <source>It is cut off, mistyped, or something else: the check at its end does not fit.</source>
        <translation>È incompleta, scritta male o qualcos’altro: il controllo alla fine non torna.</translation>
    </message>
    <message>
        <source>Copy the key again, whole, without quotes.</source>
        <translation>Copiare di nuovo la chiave, intera e senza virgolette.</translation>
    </message>
    <message>
        <source>If it is lost, create or rotate a key: it is shown only once.</source>
        <translation>Se è persa, crearne o ruotarne una: si mostra una volta sola.</translation>
    </message>
    <message>
        <source>Not a recovery phrase</source>
        <translation>Non è una frase di recupero</translation>
    </message>
    <message>
        <source>The recovery phrase cannot be read[: {detail}].</source>
        <translation>La frase di recupero non si può leggere[: {detail}].</translation>
    </message>
    <message>
        <source>Type it again.</source>
        <translation>Scriverla di nuovo.</translation>
    </message>
    <message>
        <source>No such person</source>
        <translation>Nessuna persona così</translation>
    </message>
    <message>
        <source>There is no such person[ “{value}”] in this tenant.</source>
        <translation>In questo tenant non c’è una persona così[: “{value}”].</translation>
    </message>
    <message>
        <source>The address is misspelt, the person was erased, or belongs to another tenant.</source>
        <translation>L’indirizzo è scritto male, la persona è stata cancellata o appartiene a un altro tenant.</translation>
    </message>
    <message>
        <source>Look in the list of the tenant’s people.</source>
        <translation>Guardare l’elenco delle persone del tenant.</translation>
    </message>
    <message>
        <source>Check which tenant was named.</source>
        <translation>Controllare quale tenant è stato indicato.</translation>
    </message>
    <message>
        <source>No such API key</source>
        <translation>Nessuna chiave API così</translation>
    </message>
    <message>
        <source>There is no such API key[ “{value}”] in this workspace.</source>
        <translation>In questo spazio di lavoro non c’è una chiave API così[: “{value}”].</translation>
    </message>
    <message>
        <source>The id is misspelt, the key was deleted, or it belongs to another tenant.</source>
        <translation>L’id è scritto male, la chiave è stata eliminata o appartiene a un altro tenant.</translation>
    </message>
    <message>
        <source>Look in the list of API keys.</source>
        <translation>Guardare l’elenco delle chiavi API.</translation>
    </message>
    <message>
        <source>No such session</source>
        <translation>Nessuna sessione così</translation>
    </message>
    <message>
        <source>There is no such session[ “{value}”] of this person.</source>
        <translation>Questa persona non ha una sessione così[: “{value}”].</translation>
    </message>
    <message>
        <source>It has ended and was cleaned up, or it belongs to somebody else.</source>
        <translation>È finita ed è stata rimossa, oppure è di qualcun altro.</translation>
    </message>
    <message>
        <source>Load the sessions again.</source>
        <translation>Ricaricare le sessioni.</translation>
    </message>
    <message>
        <source>Check which person was named.</source>
        <translation>Controllare quale persona è stata indicata.</translation>
    </message>
    <message>
        <source>Address already used</source>
        <translation>Indirizzo già usato</translation>
    </message>
    <message>
        <source>Another person of this tenant has the address[ “{value}”].</source>
        <translation>Un’altra persona di questo tenant ha l’indirizzo[ “{value}”].</translation>
    </message>
    <message>
        <source>An address belongs to one person of a tenant; large and small letters are the same.</source>
        <translation>Un indirizzo appartiene a una persona del tenant; maiuscole e minuscole sono uguali.</translation>
    </message>
    <message>
        <source>Look for the person who has it.</source>
        <translation>Cercare la persona che lo ha.</translation>
    </message>
    <message>
        <source>Or use another address.</source>
        <translation>Oppure usare un altro indirizzo.</translation>
    </message>
    <message>
        <source>Key’s state does not allow it</source>
        <translation>Lo stato della chiave non lo permette</translation>
    </message>
    <message>
        <source>This cannot be done with the API key[ “{name}”][: it is {status}].</source>
        <translation>Non si può fare con la chiave API[ “{name}”][: è {status}].</translation>
    </message>
    <message>
        <source>A key that was revoked or has expired is never used again; only one that is active can be rotated.</source>
        <translation>Una chiave revocata o scaduta non si usa mai più; si può ruotare solo una chiave attiva.</translation>
    </message>
    <message>
        <source>Read the key again.</source>
        <translation>Rileggere la chiave.</translation>
    </message>
    <message>
        <source>Create a new key instead.</source>
        <translation>Creare invece una chiave nuova.</translation>
    </message>
    <message>
        <source>Person’s status does not allow it</source>
        <translation>Lo stato della persona non lo permette</translation>
    </message>
    <message>
        <source>This cannot be done with the person[ “{name}”][: the status is {status}].</source>
        <translation>Non si può fare con la persona[ “{name}”][: lo stato è {status}].</translation>
    </message>
    <message>
        <source>Somebody else did it already, or the person was erased.</source>
        <translation>Qualcun altro l’ha già fatto, o la persona è stata cancellata.</translation>
    </message>
    <message>
        <source>Read the person again.</source>
        <translation>Rileggere la persona.</translation>
    </message>
    <message>
        <source>Last owner stays</source>
        <translation>L’ultimo proprietario resta</translation>
    </message>
    <message>
        <source>The person[ “{name}”] is the last active owner of the tenant.</source>
        <translation>La persona[ “{name}”] è l’ultimo proprietario attivo del tenant.</translation>
    </message>
    <message>
        <source>A tenant without an owner could be managed by nobody of its own.</source>
        <translation>Un tenant senza proprietario non potrebbe essere gestito da nessuno dei suoi.</translation>
    </message>
    <message>
        <source>Make another person owner first.</source>
        <translation>Fare prima proprietaria un’altra persona.</translation>
    </message>
    <message>
        <source>Then choose the act again.</source>
        <translation>Poi scegliere di nuovo l’azione.</translation>
    </message>
    <message>
        <source>Limit of the tenant reached</source>
        <translation>Limite del tenant raggiunto</translation>
    </message>
    <message>
        <source>What was agreed with the tenant is used up.</source>
        <translation>Quanto concordato con il tenant è esaurito.</translation>
    </message>
    <message>
        <source>Look at the tenant’s limits and what is used of them.</source>
        <translation>Guardare i limiti del tenant e quanto ne è usato.</translation>
    </message>
    <message>
        <source>Rows that cannot be imported</source>
        <translation>Righe che non si possono importare</translation>
    </message>
    <message>
        <source>Some rows[ ({count})] of the file[ {path}] cannot be imported.</source>
        <translation>Alcune righe[ ({count})] del file[ {path}] non si possono importare.</translation>
    </message>
    <message>
        <source>Each row is held to the same rules as a form; the report names the row, the field and the fault.</source>
        <translation>Ogni riga segue le stesse regole di un modulo; il resoconto indica riga, campo e difetto.</translation>
    </message>
    <message>
        <source>Mend the rows that the report names, then import again.</source>
        <translation>Correggere le righe indicate dal resoconto e importare di nuovo.</translation>
    </message>
    <message>
        <source>Or import the good rows only.</source>
        <translation>Oppure importare solo le righe buone.</translation>
    </message>
    <message>
        <source>Key of the backup is not here</source>
        <translation>La chiave del backup non è qui</translation>
    </message>
    <message>
        <source>Unlock the key ring, then try again.</source>
        <translation>Sbloccare il portachiavi e riprovare.</translation>
    </message>
    <message>
        <source>Or enter the recovery phrase that was printed when encryption was turned on.</source>
        <translation>Oppure inserire la frase di recupero stampata quando è stata attivata la cifratura.</translation>
    </message>
    <message>
        <source>Not a tag</source>
        <translation>Non è un tag</translation>
    </message>
    <message>
        <source>The tag[ “{value}”] cannot be used: it needs 1 to 32 letters a–z, digits and hyphens, with a letter or digit at both ends.</source>
        <translation>Il tag[ “{value}”] non si può usare: deve avere da 1 a 32 lettere a–z, cifre e trattini, con una lettera o una cifra ai due estremi.</translation>
    </message>
    <message>
        <source>Tags are words to filter by, so they have one spelling.</source>
        <translation>I tag sono parole con cui filtrare, perciò si scrivono in un solo modo.</translation>
    </message>
    <message>
        <source>Use small letters, digits and hyphens only, for example “eu-west”.</source>
        <translation>Usa solo lettere minuscole, cifre e trattini, per esempio “eu-west”.</translation>
    </message>
    <message>
        <source>A slug names one tenant: also one that is deleted and can be taken back, and one that had it before and is still found by it.</source>
        <translation>Uno slug indica un solo tenant: anche uno eliminato che si può recuperare, e anche uno che lo aveva prima e che si trova ancora con esso.</translation>
    </message>
    <message>
        <source>Tenant is deleted, or is not</source>
        <translation>Il tenant è eliminato, o non lo è</translation>
    </message>
    <message>
        <source>This does not fit the tenant[ “{slug}”]: it is deleted, or it is not deleted yet.</source>
        <translation>Questo non si può fare con il tenant[ “{slug}”]: è eliminato, o non lo è ancora.</translation>
    </message>
    <message>
        <source>A deleted tenant can only be taken back or deleted for good, and only a deleted one can.</source>
        <translation>Un tenant eliminato si può solo recuperare o eliminare per sempre, e solo uno eliminato lo può.</translation>
    </message>
    <message>
        <source>Read the tenant again.</source>
        <translation>Leggi di nuovo il tenant.</translation>
    </message>
    <message>
        <source>Look among the deleted tenants.</source>
        <translation>Cerca tra i tenant eliminati.</translation>
    </message>
    <message>
        <source>A group is misspelt, missing, or in another place.</source>
        <translation>Un gruppo è scritto male, manca o è in un altro posto.</translation>
    </message>
    <message>
        <source>Compare it group by group with the print.</source>
        <translation>Confrontarla gruppo per gruppo con la stampa.</translation>
    </message>
    <message>
        <source>The key lies in the key ring of the computer that made it, in another session, or was never entered here.</source>
        <translation>La chiave si trova nel portachiavi del computer che lo ha creato o in un’altra sessione, oppure qui non è mai stata inserita.</translation>
    </message>
    <message>
        <source>The key of the encrypted backup[ {path}] is not known here.</source>
        <translation>La chiave del backup cifrato[ {path}] non è nota qui.</translation>
    </message>
    <message>
        <source>File has another name</source>
        <translation>Il file ha un altro nome</translation>
    </message>
    <message>
        <source>The file[ {path}] is a link, or another name (a hard link) leads to it too.</source>
        <translation>Il file[ {path}] è un collegamento, oppure anche un altro nome (un hard link) porta a esso.</translation>
    </message>
    <message>
        <source>A store keeps its log beside the name by which it is opened: under two names there would be two logs, and changes would be lost. A link in the place of the lock would have another file overwritten.</source>
        <translation>Un archivio tiene il suo registro accanto al nome con cui è aperto: con due nomi ci sarebbero due registri, e delle modifiche andrebbero perse. Un collegamento al posto del lock farebbe sovrascrivere un altro file.</translation>
    </message>
    <message>
        <source>Remove the link or the other name, then try again.</source>
        <translation>Togliere il collegamento o l’altro nome, poi riprovare.</translation>
    </message>
    <message>
        <source>Store that other computers may write to</source>
        <translation>Archivio su cui altri computer possono scrivere</translation>
    </message>
    <message>
        <source>The store[ {path}] lies where other computers may write to it[: {found}].</source>
        <translation>L’archivio[ {path}] si trova dove altri computer possono scrivervi[: {found}].</translation>
    </message>
    <message>
        <source>The lock by which the programs of one computer take turns does not hold across computers, nor does a disk at the other end of a network always keep what it has confirmed. A program that keeps folders alike copies a store while it is written, and may put an older one back.</source>
        <translation>Il lock con cui i programmi di un computer si alternano non vale tra computer diversi, e un disco all’altro capo di una rete non sempre conserva ciò che ha confermato. Un programma che tiene uguali delle cartelle copia un archivio mentre viene scritto, e può rimetterne uno più vecchio.</translation>
    </message>
    <message>
        <source>Move the data folder to a disk of this computer.</source>
        <translation>Spostare la cartella dei dati su un disco di questo computer.</translation>
    </message>
    <message>
        <source>Until then, open the store on one computer at a time.</source>
        <translation>Fino ad allora, aprire l’archivio su un solo computer alla volta.</translation>
    </message>
    <message>
        <source>The tenant[ “{slug}”] has reached a limit[: all {seats} seats are taken][: {detail}].</source>
        <translation>Il tenant[ “{slug}”] ha raggiunto un limite[: tutti i {seats} posti sono occupati][: {detail}].</translation>
    </message>
    <message>
        <source>Raise the limit, or make room: who is disabled frees a seat.</source>
        <translation>Alza il limite, oppure fai spazio: chi viene disabilitato libera un posto.</translation>
    </message>
    <message>
        <source>Nothing was changed: all data is where the store was moved to, and this store keeps the state that was moved.</source>
        <translation>Nulla è stato cambiato: tutti i dati sono là dove l’archivio è stato spostato, e questo archivio conserva lo stato che è stato spostato.</translation>
    </message>
    <message>
        <source>Nothing was changed: all data is here, and perhaps at the other end as well.</source>
        <translation>Nulla è stato cambiato: tutti i dati sono qui, e forse anche dall’altra parte.</translation>
    </message>
    <message>
        <source>Nothing was moved: the target was rolled back, and the source can be written again.</source>
        <translation>Nulla è stato spostato: la destinazione è stata annullata e l’origine si può scrivere di nuovo.</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Spostato altrove</translation>
    </message>
    <message>
        <source>This store[ ({path})] was moved[ to {place}][ on {since}] and is read-only since.</source>
        <translation>Questo archivio[ ({path})] è stato spostato[ in {place}][ il {since}] e da allora è in sola lettura.</translation>
    </message>
    <message>
        <source>A store that was moved takes no more writes, so that there are not two that differ.</source>
        <translation>Un archivio che è stato spostato non accetta più scritture, perché non ce ne siano due diversi.</translation>
    </message>
    <message>
        <source>Go on where the data is now.</source>
        <translation>Si continua dove ora sono i dati.</translation>
    </message>
    <message>
        <source>If this store is to be used again and the other one is not, release it on the page “Move”, or with “planciactl move release”.</source>
        <translation>Se si vuole usare di nuovo questo archivio e non l’altro, lo si libera nella pagina «Sposta» o con «planciactl move release».</translation>
    </message>
    <message>
        <source>Being moved</source>
        <translation>Spostamento in corso</translation>
    </message>
    <message>
        <source>A move of this store[ ({path})][ to {place}] has begun[ on {since}], and its end is not known here.</source>
        <translation>Uno spostamento di questo archivio[ ({path})][ in {place}] è cominciato[ il {since}], e qui non se ne conosce la fine.</translation>
    </message>
    <message>
        <source>The move is still running, or the program or the connection ended in the middle of it.</source>
        <translation>Lo spostamento è ancora in corso, oppure il programma o la connessione è finita a metà.</translation>
    </message>
    <message>
        <source>Settle it on the page “Move”, or with “planciactl move settle”: that looks at the other end, and opens or closes this store.</source>
        <translation>Lo si chiarisce nella pagina «Sposta» o con «planciactl move settle»: si guarda dall’altra parte, e questo archivio si apre o si chiude.</translation>
    </message>
    <message>
        <source>While the move is running, wait for its end.</source>
        <translation>Finché lo spostamento è in corso, se ne attende la fine.</translation>
    </message>
    <message>
        <source>Not the ends of a move</source>
        <translation>Non sono gli estremi di uno spostamento</translation>
    </message>
    <message>
        <source>These two cannot be the ends of a move[: {message}].</source>
        <translation>Questi due non possono essere gli estremi di uno spostamento[: {message}].</translation>
    </message>
    <message>
        <source>A local store moves into a PostgreSQL schema of Plancia, and a schema into a new file.</source>
        <translation>Un archivio locale si sposta in uno schema PostgreSQL di Plancia, e uno schema in un file nuovo.</translation>
    </message>
    <message>
        <source>Choose a local store and a connection, or a connection and the path of a file that is not there yet.</source>
        <translation>Scegliere un archivio locale e una connessione, oppure una connessione e il percorso di un file che non c’è ancora.</translation>
    </message>
    <message>
        <source>A backup is restored first, then moved.</source>
        <translation>Un backup prima si ripristina, poi si sposta.</translation>
    </message>
    <message>
        <source>Target is not empty</source>
        <translation>La destinazione non è vuota</translation>
    </message>
    <message>
        <source>The target of the move[ ({place})] holds[ {count}] rows already[ in table {table}].</source>
        <translation>La destinazione dello spostamento[ ({place})] contiene già[ {count}] righe[ nella tabella {table}].</translation>
    </message>
    <message>
        <source>A move brings a whole control plane; the target may have a trail of its own, but no tenants and nothing of theirs.</source>
        <translation>Uno spostamento porta un intero piano di controllo; la destinazione può avere un registro suo, ma nessun tenant e nulla di loro.</translation>
    </message>
    <message>
        <source>Choose a database in which Plancia’s schema was just installed, or a file that is not there yet.</source>
        <translation>Scegliere un database in cui lo schema di Plancia è appena stato installato, o un file che non c’è ancora.</translation>
    </message>
    <message>
        <source>Or back the target up and empty it, if nobody needs it.</source>
        <translation>Oppure farne un backup e svuotarla, se non serve a nessuno.</translation>
    </message>
    <message>
        <source>What arrived differs</source>
        <translation>Ciò che è arrivato è diverso</translation>
    </message>
    <message>
        <source>The target[ {place}] does not hold what was sent to it[: table {table}][, {found} rows instead of {expected}].</source>
        <translation>La destinazione[ {place}] non contiene ciò che le è stato mandato[: tabella {table}][, {found} righe invece di {expected}].</translation>
    </message>
    <message>
        <source>A trigger or a rule of the target changes rows as they are written, or a disk or memory gives other bytes than it was given.</source>
        <translation>Un trigger o una regola della destinazione cambia le righe mentre si scrivono, oppure un disco o una memoria restituisce byte diversi da quelli ricevuti.</translation>
    </message>
    <message>
        <source>Look for triggers and rules on the table at the target.</source>
        <translation>Cercare trigger e regole sulla tabella nella destinazione.</translation>
    </message>
    <message>
        <source>Check the source on the maintenance page.</source>
        <translation>Controllare l’origine nella pagina della manutenzione.</translation>
    </message>
    <message>
        <source>The tables differ</source>
        <translation>Le tabelle sono diverse</translation>
    </message>
    <message>
        <source>The two stores do not have the same tables[: {message}].</source>
        <translation>I due archivi non hanno le stesse tabelle[: {message}].</translation>
    </message>
    <message>
        <source>Tables or columns were added or removed by hand, or by another program.</source>
        <translation>Tabelle o colonne sono state aggiunte o tolte a mano, o da un altro programma.</translation>
    </message>
    <message>
        <source>Remove what was added by hand, or keep it elsewhere, then try again.</source>
        <translation>Togliere ciò che è stato aggiunto a mano, o conservarlo altrove, e riprovare.</translation>
    </message>
    <message>
        <source>The other end does not tell</source>
        <translation>L’altro estremo non risponde</translation>
    </message>
    <message>
        <source>Whether the move ended cannot be read from where it went[ ({path})][: {message}].</source>
        <translation>Se lo spostamento sia finito non si può leggere da dove è andato[ ({path})][: {message}].</translation>
    </message>
    <message>
        <source>The file is on a disk that is not there, was moved or deleted, or another store stands in its place.</source>
        <translation>Il file è su un disco che non c’è, è stato spostato o eliminato, o al suo posto c’è un altro archivio.</translation>
    </message>
    <message>
        <source>Nothing was changed; the source still takes no writes, so that no row is written twice.</source>
        <translation>Nulla è cambiato; l’origine continua a non accettare scritture, perché nessuna riga sia scritta due volte.</translation>
    </message>
    <message>
        <source>Bring back the file, the disk or the database that was moved into, then settle again.</source>
        <translation>Riporta il file, il disco o il database di destinazione, poi risolvi di nuovo.</translation>
    </message>
    <message>
        <source>If it is lost, release the source with the reason.</source>
        <translation>Se è perduto, riapri l’origine indicando il motivo.</translation>
    </message>
    <message>
        <source>Released during the move</source>
        <translation>Riaperto durante lo spostamento</translation>
    </message>
    <message>
        <source>Somebody released the source before the move ended.</source>
        <translation>Qualcuno ha riaperto l’origine prima che lo spostamento finisse.</translation>
    </message>
    <message>
        <source>The source takes writes again, so what was copied may lack rows already.</source>
        <translation>L’origine accetta di nuovo scritture, quindi a ciò che è stato copiato possono già mancare righe.</translation>
    </message>
    <message>
        <source>Nothing was changed in the target; the source holds everything.</source>
        <translation>Nulla è cambiato nella destinazione; l’origine contiene tutto.</translation>
    </message>
    <message>
        <source>Ask in the audit trail who released it and why.</source>
        <translation>Cerca nel registro di controllo chi l’ha riaperta e perché.</translation>
    </message>
    <message>
        <source>Begin the move again.</source>
        <translation>Ricomincia lo spostamento.</translation>
    </message>
    <message>
        <source>Not a regular expression</source>
        <translation>Non è un’espressione regolare</translation>
    </message>
    <message>
        <source>The pattern[ “{value}”] is no regular expression[: {message}].</source>
        <translation>Il modello[ “{value}”] non è un’espressione regolare[: {message}].</translation>
    </message>
    <message>
        <source>A bracket or a parenthesis is not closed, or a sign such as * stands where nothing comes before it.</source>
        <translation>Una parentesi non è chiusa, o un segno come * sta dove prima non c’è nulla.</translation>
    </message>
    <message>
        <source>Mend the pattern; a sign that is meant as such takes a \ before it.</source>
        <translation>Correggi il modello; un segno da prendere alla lettera vuole una \ davanti.</translation>
    </message>
    <message>
        <source>Or search for the text as it stands.</source>
        <translation>Oppure cerca il testo così com’è.</translation>
    </message>
    <message>
        <source>Not an event</source>
        <translation>Non è un evento</translation>
    </message>
    <message>
        <source>What was sent to the agent[ by {source}] is no event[: {detail}].</source>
        <translation>Ciò che è stato inviato all’agente[ da {source}] non è un evento[: {detail}].</translation>
    </message>
    <message>
        <source>A field is missing, too long or of another kind, or the text is no JSON.</source>
        <translation>Un campo manca, è troppo lungo o di altro tipo, oppure il testo non è JSON.</translation>
    </message>
    <message>
        <source>Nothing of that message was taken.</source>
        <translation>Di quel messaggio non è stato preso nulla.</translation>
    </message>
    <message>
        <source>Send it as the handbook says under “Events”.</source>
        <translation>Invialo come dice il manuale in “Eventi”.</translation>
    </message>
    <message>
        <source>Try it with “planciactl events check”.</source>
        <translation>Provalo con “planciactl events check”.</translation>
    </message>
    <message>
        <source>Session has ended</source>
        <translation>La sessione è terminata</translation>
    </message>
    <message>
        <source>There is no such session on the server any more[: {value}].</source>
        <translation>Questa sessione non esiste più sul server[: {value}].</translation>
    </message>
    <message>
        <source>It ended by itself, or its number belongs to a later session.</source>
        <translation>È terminata da sola, oppure il suo numero appartiene a una sessione successiva.</translation>
    </message>
    <message>
        <source>Load the sessions of the server again.</source>
        <translation>Carica di nuovo le sessioni del server.</translation>
    </message>
    <message>
        <source>If what it did goes on, look for it under another number.</source>
        <translation>Se ciò che faceva continua, cercala sotto un altro numero.</translation>
    </message>
    <message>
        <source>Not among the alerts</source>
        <translation>Non è tra gli allarmi</translation>
    </message>
    <message>
        <source>There is no such alert, rule or silence[: {value}].</source>
        <translation>Non esiste un allarme, una regola o un silenzio così[: {value}].</translation>
    </message>
    <message>
        <source>It was resolved, has ended, or was taken out of the configuration.</source>
        <translation>È stato risolto, è finito o è stato tolto dalla configurazione.</translation>
    </message>
    <message>
        <source>Load the alerts again.</source>
        <translation>Ricaricare gli allarmi.</translation>
    </message>
    <message>
        <source>Look at the name: “planciactl alert list” prints them.</source>
        <translation>Guardare il nome: “planciactl alert list” li stampa.</translation>
    </message>
    <message>
        <source>Target not found</source>
        <translation>Obiettivo non trovato</translation>
    </message>
    <message>
        <source>There is no health target of that name[: {value}].</source>
        <translation>Non c’è nessun obiettivo di salute con quel nome[: {value}].</translation>
    </message>
    <message>
        <source>It was removed or renamed, or belongs to another agent.</source>
        <translation>È stato rimosso o rinominato, oppure appartiene a un altro agente.</translation>
    </message>
    <message>
        <source>Load the targets again.</source>
        <translation>Ricaricare gli obiettivi.</translation>
    </message>
    <message>
        <source>Look at the name: “planciactl health list” prints them.</source>
        <translation>Guardare il nome: “planciactl health list” li stampa.</translation>
    </message>
    <message>
        <source>Extension missing</source>
        <translation>Manca un’estensione</translation>
    </message>
    <message>
        <source>The server[ {host}] has not the extension that this needs[: {name}][: {message}].</source>
        <translation>Il server[ {host}] non ha l’estensione che serve[: {name}][: {message}].</translation>
    </message>
    <message>
        <source>It was not created in the connected database, or the server does not load its library.</source>
        <translation>Non è stata creata nel database collegato, oppure il server non ne carica la libreria.</translation>
    </message>
    <message>
        <source>Have it created by the administrator of the database: the handbook says how under “Monitoring”.</source>
        <translation>Farla creare dall’amministratore del database: il manuale dice come sotto “Monitoraggio”.</translation>
    </message>
    <message>
        <source>Then try again.</source>
        <translation>Poi riprovare.</translation>
    </message>
    <message>
        <source>Unexpected HTTP status</source>
        <translation>Stato HTTP inatteso</translation>
    </message>
    <message>
        <source>The address[ {url}] answered with another status than is expected[: {status}][ instead of {expected}][: {message}].</source>
        <translation>L’indirizzo[ {url}] ha risposto con uno stato diverso da quello atteso[: {status}][ invece di {expected}][: {message}].</translation>
    </message>
    <message>
        <source>The service behind it is not well, or another one answers there.</source>
        <translation>Il servizio che c’è dietro non sta bene, oppure ne risponde un altro.</translation>
    </message>
    <message>
        <source>Look at the service and its log.</source>
        <translation>Guardare il servizio e il suo registro.</translation>
    </message>
    <message>
        <source>Check the address, and the status that is expected of it.</source>
        <translation>Controllare l’indirizzo e lo stato che ci si aspetta.</translation>
    </message>
    <message>
        <source>Certificate needs care</source>
        <translation>Certificato da curare</translation>
    </message>
    <message>
        <source>The certificate[ of {host}] cannot be relied on[: {message}][, valid until {until}].</source>
        <translation>Del certificato[ di {host}] non ci si può fidare[: {message}][, valido fino al {until}].</translation>
    </message>
    <message>
        <source>It has run out or soon will, is for another name, or was signed by nobody who is trusted here.</source>
        <translation>È scaduto o sta per scadere, vale per un altro nome, oppure non l’ha firmato nessuno di cui ci si fidi qui.</translation>
    </message>
    <message>
        <source>Have the certificate renewed.</source>
        <translation>Far rinnovare il certificato.</translation>
    </message>
    <message>
        <source>If it was renewed already, look whether the service has loaded it.</source>
        <translation>Se è già stato rinnovato, guardare se il servizio l’ha caricato.</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>Risposta inattesa</translation>
    </message>
    <message>
        <source>What answers[ at {host}] is not what was asked for[: {message}].</source>
        <translation>Ciò che risponde[ a {host}] non è quello che si è chiesto[: {message}].</translation>
    </message>
    <message>
        <source>Another service listens at that address, or it wants a password.</source>
        <translation>A quell’indirizzo ascolta un altro servizio, oppure vuole una password.</translation>
    </message>
    <message>
        <source>Check address and kind of the target.</source>
        <translation>Controllare indirizzo e tipo dell’obiettivo.</translation>
    </message>
    <message>
        <source>Address cannot be reached</source>
        <translation>Indirizzo irraggiungibile</translation>
    </message>
    <message>
        <source>There is no way to the address[ {host}][: {message}].</source>
        <translation>Non c’è una via verso l’indirizzo[ {host}][: {message}].</translation>
    </message>
    <message>
        <source>The name is unknown, the network is down, or the other side ended the connection.</source>
        <translation>Il nome è sconosciuto, la rete è interrotta, oppure l’altra parte ha chiuso la connessione.</translation>
    </message>
    <message>
        <source>Check the name and the network.</source>
        <translation>Controllare il nome e la rete.</translation>
    </message>
    <message>
        <source>Message not handed over</source>
        <translation>Messaggio non consegnato</translation>
    </message>
    <message>
        <source>The message could not be handed over[ to {name}][: {message}][: {status}].</source>
        <translation>Non è stato possibile consegnare il messaggio[ a {name}][: {message}][: {status}].</translation>
    </message>
    <message>
        <source>The address does not answer or refuses it, or the mail program is missing.</source>
        <translation>L’indirizzo non risponde o lo rifiuta, oppure manca il programma di posta.</translation>
    </message>
    <message>
        <source>The alert stands as it is. Plancia tries again a few times.</source>
        <translation>L’allarme resta com’è. Plancia riprova alcune volte.</translation>
    </message>
    <message>
        <source>Check the address, and whether it takes messages of this form.</source>
        <translation>Controllare l’indirizzo, e se accetta messaggi di questa forma.</translation>
    </message>
    <message>
        <source>Send a test message.</source>
        <translation>Inviare un messaggio di prova.</translation>
    </message>
    <message>
        <source>Little room left</source>
        <translation>Poco spazio rimasto</translation>
    </message>
    <message>
        <source>The disk[ of {path}] is nearly full[: {free} are left][, the limit is {limit}].</source>
        <translation>Il disco[ di {path}] è quasi pieno[: restano {free}][, il limite è {limit}].</translation>
    </message>
    <message>
        <source>Something has filled it, or it was too small from the start.</source>
        <translation>Qualcosa l’ha riempito, oppure era troppo piccolo dall’inizio.</translation>
    </message>
    <message>
        <source>Make room on the disk, or move data to another one.</source>
        <translation>Fare spazio sul disco, o spostare dati su un altro.</translation>
    </message>
    <message>
        <source>If so little is meant to be enough, set a lower limit.</source>
        <translation>Se si vuole che così poco basti, impostare un limite più basso.</translation>
    </message>
    <message>
        <source>For an agent whose authority only you know, name its certificate in the settings.</source>
        <translation>Per un agente la cui autorità conosci solo tu, indica il suo certificato nelle impostazioni.</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>Memoria insufficiente</translation>
    </message>
    <message>
        <source>The computer gave no more memory for this[: {message}].</source>
        <translation>Il computer non ha dato altra memoria per questo[: {message}].</translation>
    </message>
    <message>
        <source>Other programs use it, or Plancia runs under a limit that is too low.</source>
        <translation>La usano altri programmi, oppure Plancia gira sotto un limite troppo basso.</translation>
    </message>
    <message>
        <source>Close programs that are not needed, or raise the limit.</source>
        <translation>Chiudi i programmi che non servono, o alza il limite.</translation>
    </message>
    <message>
        <source>Then start the work again.</source>
        <translation>Poi avvia di nuovo il lavoro.</translation>
    </message>
    <message>
        <source>Empty the trash of the backups, under “What would go…”.</source>
        <translation>Svuota il cestino dei backup, in «Che cosa sparirebbe…».</translation>
    </message>
    <message>
        <source>Where there is none yet, make the base that they need with: planciactl archive on.</source>
        <translation>Se non ce n’è ancora nessuno, crea la base che serve con: planciactl archive on.</translation>
    </message>
</context>
<context>
    <name>handover</name>
    <message>
        <source>How to sign in</source>
        <translation>Come accedere</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Indirizzo e-mail</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>Code is good until</source>
        <translation>Il codice vale fino al</translation>
    </message>
    <message>
        <source>You get a one-time code by another way. Sign in with your address and this code, then choose a password.</source>
        <translation>Riceverai un codice monouso per un’altra via. Accedi con il tuo indirizzo e questo codice, poi scegli una password.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chiave API</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Inizia con</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permessi</translation>
    </message>
    <message>
        <source>Works until</source>
        <translation>Funziona fino al</translation>
    </message>
    <message>
        <source>You get the key itself by another way. It cannot be shown again: keep it where only your service reads it.</source>
        <translation>Riceverai la chiave stessa per un’altra via. Non può essere mostrata di nuovo: conservala dove la legge solo il tuo servizio.</translation>
    </message>
    <message>
        <source>This was set up for you on %1.</source>
        <translation>Questo è stato preparato per te il %1.</translation>
    </message>
    <message>
        <source>Your tenant</source>
        <translation>Il tuo tenant</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Nome breve</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Trial ends</source>
        <translation>Fine della prova</translation>
    </message>
    <message>
        <source>What you can use</source>
        <translation>Che cosa puoi usare</translation>
    </message>
</context>
<context>
    <name>invariants</name>
    <message>
        <source>Plancia never writes into the past of the audit trail. Compare with a backup, and restore one from before.</source>
        <translation>Plancia non scrive mai nel passato del registro di audit. Confrontare con un backup e ripristinarne uno precedente.</translation>
    </message>
    <message>
        <source>Only a person knows which value is right. Look into the audit trail of the tenant, or compare with a backup.</source>
        <translation>Solo una persona sa quale valore è giusto. Consultare il registro di audit del tenant, o confrontare con un backup.</translation>
    </message>
    <message>
        <source>A value was lost that nothing else in the store tells. Restore a backup from before.</source>
        <translation>È andato perso un valore che nient’altro nell’archivio indica. Ripristinare un backup precedente.</translation>
    </message>
    <message>
        <source>The store says exactly once who it is and how far it has come.</source>
        <translation>L’archivio dice esattamente una volta chi è e a che punto è arrivato.</translation>
    </message>
    <message>
        <source>The steps that made the schema are numbered from 1 without a gap.</source>
        <translation>I passi che hanno creato lo schema sono numerati da 1 senza lacune.</translation>
    </message>
    <message>
        <source>Each slug is 1 to 63 letters a–z, digits and hyphens, with no hyphen at its ends.</source>
        <translation>Ogni slug ha da 1 a 63 lettere a–z, cifre e trattini, senza trattini alle estremità.</translation>
    </message>
    <message>
        <source>No two tenants have the same slug.</source>
        <translation>Non ci sono due tenant con lo stesso slug.</translation>
    </message>
    <message>
        <source>Each tenant has a name of at most 200 characters.</source>
        <translation>Ogni tenant ha un nome di al massimo 200 caratteri.</translation>
    </message>
    <message>
        <source>No tenant was changed before it was created.</source>
        <translation>Nessun tenant è stato modificato prima di essere creato.</translation>
    </message>
    <message>
        <source>The version of each tenant is at least 1.</source>
        <translation>La versione di ogni tenant è almeno 1.</translation>
    </message>
    <message>
        <source>Each tenant is sorted by its own name.</source>
        <translation>Ogni tenant è ordinato secondo il proprio nome.</translation>
    </message>
    <message>
        <source>Each word to search by belongs to a tenant.</source>
        <translation>Ogni parola di ricerca appartiene a un tenant.</translation>
    </message>
    <message>
        <source>The audit trail is numbered from 1, with no number missing and none twice.</source>
        <translation>Il registro di audit è numerato da 1, senza numeri mancanti né doppi.</translation>
    </message>
    <message>
        <source>The store has counted every audit row that it holds.</source>
        <translation>L’archivio ha contato ogni riga di audit che contiene.</translation>
    </message>
    <message>
        <source>The audit trail holds every row that was counted, up to the last.</source>
        <translation>Il registro di audit contiene ogni riga contata, fino all’ultima.</translation>
    </message>
    <message>
        <source>No act has been written twice under the id that it was made with.</source>
        <translation>Nessun atto è stato scritto due volte con l’id con cui è stato creato.</translation>
    </message>
    <message>
        <source>No audit row belongs to a commit that the store has not reached.</source>
        <translation>Nessuna riga di audit appartiene a un commit che l’archivio non ha raggiunto.</translation>
    </message>
    <message>
        <source>Along the audit trail the commits never go back.</source>
        <translation>Lungo il registro di audit i commit non tornano mai indietro.</translation>
    </message>
    <message>
        <source>Each act was done, refused or failed.</source>
        <translation>Ogni atto è stato eseguito, rifiutato o è fallito.</translation>
    </message>
    <message>
        <source>What an act changed is written in a form that can be read.</source>
        <translation>Ciò che un atto ha cambiato è scritto in una forma leggibile.</translation>
    </message>
    <message>
        <source>Each tenant is in trial, active, suspended or archived.</source>
        <translation>Ogni tenant è in prova, attivo, sospeso o archiviato.</translation>
    </message>
    <message>
        <source>Only a trial has an end, and it ends after it began.</source>
        <translation>Solo una prova ha una fine, e finisce dopo essere cominciata.</translation>
    </message>
    <message>
        <source>No tenant was deleted before it was created.</source>
        <translation>Nessun tenant è stato eliminato prima di essere creato.</translation>
    </message>
    <message>
        <source>Each former slug leads to a tenant.</source>
        <translation>Ogni slug di prima porta a un tenant.</translation>
    </message>
    <message>
        <source>No tenant has a slug that leads to another one.</source>
        <translation>Nessun tenant ha uno slug che porta a un altro.</translation>
    </message>
    <message>
        <source>Each tenant is found by the words of its name and slug and by its tags, and by no others.</source>
        <translation>Ogni tenant si trova con le parole del suo nome e del suo slug e con i suoi tag, e con nessun’altra.</translation>
    </message>
    <message>
        <source>No grace period of a rotated API key ends after the key expires.</source>
        <translation>Nessun periodo di tolleranza di una chiave API ruotata finisce dopo la scadenza della chiave.</translation>
    </message>
    <message>
        <source>Each API key is looked up by an entry of its own, and no entry leads anywhere else.</source>
        <translation>Ogni chiave API si trova con una voce propria, e nessuna voce porta altrove.</translation>
    </message>
    <message>
        <source>Each word, permission, address and limit of an API key belongs to one.</source>
        <translation>Ogni parola, permesso, indirizzo e limite di una chiave API appartiene a una chiave.</translation>
    </message>
    <message>
        <source>Give the person another address and then the right one again: the entry is written anew each time.</source>
        <translation>Dare alla persona un altro indirizzo e poi di nuovo quello giusto: la voce viene riscritta ogni volta.</translation>
    </message>
    <message>
        <source>End the session: the device signs in again, and a chain begins anew.</source>
        <translation>Terminare la sessione: il dispositivo accede di nuovo e comincia un’altra catena.</translation>
    </message>
    <message>
        <source>Each person belongs to a tenant.</source>
        <translation>Ogni persona appartiene a un tenant.</translation>
    </message>
    <message>
        <source>No two people of a tenant have the same address.</source>
        <translation>Due persone di un tenant non hanno mai lo stesso indirizzo.</translation>
    </message>
    <message>
        <source>Each person is found by the small letters of their address.</source>
        <translation>Ogni persona si trova con le minuscole del proprio indirizzo.</translation>
    </message>
    <message>
        <source>The service finds each person by exactly one entry of its directory.</source>
        <translation>Il servizio trova ogni persona con una sola voce della sua rubrica.</translation>
    </message>
    <message>
        <source>No person was changed before they were invited.</source>
        <translation>Nessuna persona è stata modificata prima di essere invitata.</translation>
    </message>
    <message>
        <source>Each word, password, code, session and sign-in belongs to a person.</source>
        <translation>Ogni parola, password, codice, sessione e accesso appartiene a una persona.</translation>
    </message>
    <message>
        <source>No session was used, ended or expired before it began.</source>
        <translation>Nessuna sessione è stata usata, terminata o è scaduta prima di cominciare.</translation>
    </message>
    <message>
        <source>Of the refresh tokens of an open session only the last can still be used.</source>
        <translation>Dei token di rinnovo di una sessione aperta solo l’ultimo si può ancora usare.</translation>
    </message>
    <message>
        <source>Each person is invited, active or disabled, and an owner, administrator, member or viewer.</source>
        <translation>Ogni persona è invitata, attiva o disattivata, ed è proprietario, amministratore, membro o lettore.</translation>
    </message>
    <message>
        <source>Each API key belongs to a tenant.</source>
        <translation>Ogni chiave API appartiene a un tenant.</translation>
    </message>
    <message>
        <source>Each API key is active, disabled or revoked.</source>
        <translation>Ogni chiave API è attiva, disattivata o revocata.</translation>
    </message>
    <message>
        <source>No API key was changed or expired before it was created.</source>
        <translation>Nessuna chiave API è stata modificata o è scaduta prima di essere creata.</translation>
    </message>
    <message>
        <source>Each limit of an API key lets at least one call through, in at least one second.</source>
        <translation>Ogni limite di una chiave API lascia passare almeno una chiamata, in almeno un secondo.</translation>
    </message>
    <message>
        <source>Each call that was counted belongs to a tenant.</source>
        <translation>Ogni chiamata contata appartiene a un tenant.</translation>
    </message>
    <message>
        <source>No call took less than no time, or cost less than nothing.</source>
        <translation>Nessuna chiamata è durata meno di zero o è costata meno di zero.</translation>
    </message>
    <message>
        <source>Each limit belongs to a tenant.</source>
        <translation>Ogni limite appartiene a un tenant.</translation>
    </message>
    <message>
        <source>Each limit of a tenant allows something, and not more than can be counted.</source>
        <translation>Ogni limite di un tenant permette qualcosa, e non più di quanto si può contare.</translation>
    </message>
</context>
<context>
    <name>limits</name>
    <message>
        <source>Requests a minute</source>
        <translation>Richieste al minuto</translation>
    </message>
    <message>
        <source>Requests an hour</source>
        <translation>Richieste all’ora</translation>
    </message>
    <message>
        <source>Requests a day</source>
        <translation>Richieste al giorno</translation>
    </message>
    <message>
        <source>Cost a minute</source>
        <translation>Costo al minuto</translation>
    </message>
    <message>
        <source>Cost an hour</source>
        <translation>Costo all’ora</translation>
    </message>
    <message>
        <source>Cost a day</source>
        <translation>Costo al giorno</translation>
    </message>
    <message>
        <source>Cost a month</source>
        <translation>Costo al mese</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Spazio</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Posti</translation>
    </message>
    <message>
        <source>each key</source>
        <translation>ogni chiave</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>tutte insieme</translation>
    </message>
    <message>
        <source>each address, without a key</source>
        <translation>ogni indirizzo, senza chiave</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non noto</translation>
    </message>
    <message>
        <source>Not enough data for a forecast</source>
        <translation>Dati insufficienti per una previsione</translation>
    </message>
    <message>
        <source>Reached now</source>
        <translation>Raggiunto ora</translation>
    </message>
    <message>
        <source>Runs out %1</source>
        <translation>Si esaurisce %1</translation>
    </message>
    <message>
        <source>Will not run out this month</source>
        <translation>Non si esaurirà questo mese</translation>
    </message>
    <message>
        <source>Will not run out within a year</source>
        <translation>Non si esaurirà entro un anno</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Welcome</source>
        <translation>Benvenuto</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Monitoring</source>
        <translation>Monitoraggio</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connessioni</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Assistenza</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Manage</source>
        <translation>Gestione</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Osservazione</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservazione</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Confronto</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Manutenzione</translation>
    </message>
    <message>
        <source>Salvage</source>
        <translation>Recupero</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>Chiavi API</translation>
    </message>
    <message>
        <source>Leaked keys</source>
        <translation>Chiavi trapelate</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Persone</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Sposta</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessioni</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Salute</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Allarmi</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>passwordpolicy</name>
    <message numerus="yes">
        <source>at least %n character(s)</source>
        <translation>
            <numerusform>almeno %n carattere</numerusform>
            <numerusform>almeno %n caratteri</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the kinds small letters, capitals, digits, other signs</source>
        <translation>
            <numerusform>%n tipo tra minuscole, maiuscole, cifre, altri segni</numerusform>
            <numerusform>%n tipi tra minuscole, maiuscole, cifre, altri segni</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2</source>
        <comment>a length and kinds of characters</comment>
        <translation>%1, e %2</translation>
    </message>
</context>
<context>
    <name>plancia::AlertsModel</name>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravità</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Allarme</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Silenziato</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Preso in carico</translation>
    </message>
    <message>
        <source>Silence of</source>
        <translation>Silenzio di</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fino a</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autore</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commento</translation>
    </message>
    <message>
        <source>Mutes now</source>
        <translation>Silenzia ora</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regola</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>Attivi</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Campioni</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>da %1 a %2</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>a rule</comment>
        <translation>Spenta</translation>
    </message>
    <message>
        <source>On</source>
        <comment>a rule</comment>
        <translation>Accesa</translation>
    </message>
    <message>
        <source>not known</source>
        <comment>the value at some time</comment>
        <translation>non noto</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>column: since when an alert is as it is</comment>
        <translation>Da quando</translation>
    </message>
</context>
<context>
    <name>plancia::ApiKeysModel</name>
    <message>
        <source>active</source>
        <comment>state of an API key</comment>
        <translation>attiva</translation>
    </message>
    <message>
        <source>disabled</source>
        <comment>state of an API key</comment>
        <translation>disattivata</translation>
    </message>
    <message>
        <source>in grace</source>
        <comment>state of an API key that was rotated and works on for a while</comment>
        <translation>in tolleranza</translation>
    </message>
    <message>
        <source>past grace</source>
        <comment>state of an API key that was rotated and works no more</comment>
        <translation>fuori tolleranza</translation>
    </message>
    <message>
        <source>expired</source>
        <comment>state of an API key</comment>
        <translation>scaduta</translation>
    </message>
    <message>
        <source>revoked</source>
        <comment>state of an API key</comment>
        <translation>revocata</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>how long an API key works on</comment>
        <translation>ancora %1</translation>
    </message>
    <message>
        <source>never</source>
        <comment>when an API key was used</comment>
        <translation>mai</translation>
    </message>
    <message>
        <source>None: the old key stops at once</source>
        <translation>Nessuno: la vecchia chiave smette subito</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>how long an old API key works on</comment>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minuti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>how long an old API key works on</comment>
        <translation>
            <numerusform>%n ora</numerusform>
            <numerusform>%n ore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>how long an old API key works on</comment>
        <translation>
            <numerusform>%n giorno</numerusform>
            <numerusform>%n giorni</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>column: the first characters of an API key</comment>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Ultimo uso</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Scade</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creata</translation>
    </message>
    <message>
        <source>never</source>
        <comment>when an API key expires</comment>
        <translation>mai</translation>
    </message>
</context>
<context>
    <name>plancia::AuditModel</name>
    <message>
        <source>done</source>
        <comment>result of an act</comment>
        <translation>eseguita</translation>
    </message>
    <message>
        <source>refused</source>
        <comment>result of an act</comment>
        <translation>rifiutata</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>result of an act</comment>
        <translation>fallita</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Autore</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Operazione</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Oggetto</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Esito</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Origin</source>
        <comment>address that an act came from</comment>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Richiesta</translation>
    </message>
</context>
<context>
    <name>plancia::BackupsModel</name>
    <message>
        <source>verified</source>
        <comment>state of a backup</comment>
        <translation>verificato</translation>
    </message>
    <message>
        <source>not verified</source>
        <comment>state of a backup</comment>
        <translation>non verificato</translation>
    </message>
    <message>
        <source>damaged</source>
        <comment>state of a backup</comment>
        <translation>danneggiato</translation>
    </message>
    <message>
        <source>file missing</source>
        <comment>state of a backup</comment>
        <translation>file mancante</translation>
    </message>
    <message>
        <source>by hand</source>
        <comment>why a backup was made</comment>
        <translation>manuale</translation>
    </message>
    <message>
        <source>scheduled</source>
        <comment>why a backup was made</comment>
        <translation>pianificato</translation>
    </message>
    <message>
        <source>before a migration</source>
        <comment>why a backup was made</comment>
        <translation>prima di una migrazione</translation>
    </message>
    <message>
        <source>before %1</source>
        <comment>why a backup was made; %1 is an act</comment>
        <translation>prima di %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>why a backup was made</comment>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dimensione</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Commit</source>
        <comment>number of a write to the store</comment>
        <translation>Commit</translation>
    </message>
    <message>
        <source>proved</source>
        <comment>state of a backup</comment>
        <translation>provato</translation>
    </message>
    <message>
        <source>before a restore</source>
        <comment>why a backup was made</comment>
        <translation>prima di un ripristino</translation>
    </message>
    <message>
        <source>base of the archive</source>
        <comment>why a backup was made</comment>
        <translation>base dell’archivio</translation>
    </message>
    <message>
        <source>before an import</source>
        <comment>why a backup was made</comment>
        <translation>prima di un’importazione</translation>
    </message>
    <message>
        <source>before a repair</source>
        <comment>why a backup was made</comment>
        <translation>prima di una riparazione</translation>
    </message>
    <message>
        <source>before a vacuum</source>
        <comment>why a backup was made</comment>
        <translation>prima di una compattazione</translation>
    </message>
    <message>
        <source>newest</source>
        <comment>why a backup is kept</comment>
        <translation>il più recente</translation>
    </message>
    <message>
        <source>newest %1 of %2</source>
        <comment>why a backup is kept</comment>
        <translation>recente %1 di %2</translation>
    </message>
    <message>
        <source>daily %1 of %2</source>
        <comment>why a backup is kept</comment>
        <translation>giornaliero %1 di %2</translation>
    </message>
    <message>
        <source>weekly %1 of %2</source>
        <comment>why a backup is kept</comment>
        <translation>settimanale %1 di %2</translation>
    </message>
    <message>
        <source>monthly %1 of %2</source>
        <comment>why a backup is kept</comment>
        <translation>mensile %1 di %2</translation>
    </message>
    <message>
        <source>you pinned it</source>
        <comment>why a backup is kept</comment>
        <translation>bloccato da te</translation>
    </message>
    <message>
        <source>newest proved</source>
        <comment>why a backup is kept</comment>
        <translation>ultimo provato</translation>
    </message>
    <message>
        <source>before a risky act</source>
        <comment>why a backup is kept</comment>
        <translation>prima di un atto rischioso</translation>
    </message>
    <message>
        <source>archive needs it</source>
        <comment>why a backup is kept</comment>
        <translation>serve all’archivio</translation>
    </message>
    <message>
        <source>kept for salvage</source>
        <comment>why a backup is kept</comment>
        <translation>tenuto per il recupero</translation>
    </message>
    <message>
        <source>clock has jumped</source>
        <comment>why a backup is kept</comment>
        <translation>orologio saltato</translation>
    </message>
    <message>
        <source>open now</source>
        <comment>why a backup is kept</comment>
        <translation>aperto ora</translation>
    </message>
    <message>
        <source>dated in the future</source>
        <comment>why a backup is kept</comment>
        <translation>data nel futuro</translation>
    </message>
    <message>
        <source>nothing keeps it</source>
        <comment>why a backup is kept</comment>
        <translation>nulla lo trattiene</translation>
    </message>
    <message>
        <source>damaged page %1</source>
        <comment>state of a backup; %1 is the number of a page</comment>
        <translation>pagina %1 danneggiata</translation>
    </message>
    <message>
        <source>asks you</source>
        <comment>until when a damaged backup is kept</comment>
        <translation>chiede a te</translation>
    </message>
    <message>
        <source>next pruning</source>
        <comment>until when a backup is kept that nothing keeps</comment>
        <translation>prossima pulizia</translation>
    </message>
    <message>
        <source>Kept because</source>
        <translation>Tenuto perché</translation>
    </message>
    <message>
        <source>Until</source>
        <comment>until when a backup is kept</comment>
        <translation>Fino a</translation>
    </message>
    <message>
        <source>%1 “%2”</source>
        <comment>%1: why a backup was made, %2: a note</comment>
        <translation>%1 “%2”</translation>
    </message>
    <message>
        <source>every hour, at minute %1</source>
        <translation>ogni ora, al minuto %1</translation>
    </message>
    <message>
        <source>every day at %1</source>
        <comment>a time</comment>
        <translation>ogni giorno alle %1</translation>
    </message>
    <message>
        <source>every %1 at %2</source>
        <comment>%1: day of the week, %2: a time</comment>
        <translation>ogni %1 alle %2</translation>
    </message>
    <message>
        <source>on day %1 of every month at %2</source>
        <comment>%2: a time</comment>
        <translation>il giorno %1 di ogni mese alle %2</translation>
    </message>
    <message>
        <source>by hand only</source>
        <comment>when backups are made</comment>
        <translation>solo a mano</translation>
    </message>
    <message>
        <source>only at the second place</source>
        <comment>why a backup is kept</comment>
        <translation>solo nel secondo posto</translation>
    </message>
    <message>
        <source>The second place is missing, last seen %1.</source>
        <comment>%1: how long ago</comment>
        <translation>Il secondo posto manca, visto l’ultima volta %1.</translation>
    </message>
    <message>
        <source>The second place is missing.</source>
        <translation>Il secondo posto manca.</translation>
    </message>
    <message numerus="yes">
        <source>The second place holds %n verified copies; none is missing.</source>
        <translation>
            <numerusform>Il secondo posto ha %n copia verificata; non ne manca nessuna.</numerusform>
            <numerusform>Il secondo posto ha %n copie verificate; non ne manca nessuna.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are not copied to the second place yet.</source>
        <translation>
            <numerusform>%n backup non è ancora copiato nel secondo posto.</numerusform>
            <numerusform>%n backup non sono ancora copiati nel secondo posto.</numerusform>
        </translation>
    </message>
    <message>
        <source>It lies on the same disk as the backups: if that disk is lost, so are both.</source>
        <translation>Si trova sullo stesso disco dei backup: se si perde quel disco, si perdono entrambi.</translation>
    </message>
    <message>
        <source>only there</source>
        <comment>where a backup lies: at the second place alone</comment>
        <translation>solo là</translation>
    </message>
    <message>
        <source>copied</source>
        <comment>whether a backup has a copy at the second place</comment>
        <translation>copiato</translation>
    </message>
    <message>
        <source>Second place</source>
        <translation>Secondo posto</translation>
    </message>
    <message>
        <source>%1 · encrypted</source>
        <comment>%1: why a backup was made</comment>
        <translation>%1 · cifrato</translation>
    </message>
    <message>
        <source>last without a fault</source>
        <comment>why a backup is kept: the newer ones have one</comment>
        <translation>ultimo senza difetto</translation>
    </message>
    <message>
        <source>bit rot? page %1</source>
        <comment>state of a backup; %1 is the number of a page that nothing wrote, and that changed</comment>
        <translation>degrado? pagina %1</translation>
    </message>
    <message>
        <source>breaks a rule</source>
        <comment>state of a backup whose proof failed</comment>
        <translation>viola una regola</translation>
    </message>
    <message>
        <source>The backup of %1 is the last without this fault; that of %2 has it. The clean one is kept from now on.</source>
        <comment>%1 and %2: dates and times</comment>
        <translation>Il backup del %1 è l’ultimo senza questo difetto; quello del %2 ce l’ha. Quello integro resta conservato d’ora in poi.</translation>
    </message>
    <message>
        <source>The newest backup, of %1, is without this fault. It is kept from now on.</source>
        <comment>%1: date and time</comment>
        <translation>Il backup più recente, del %1, è senza questo difetto. Resta conservato d’ora in poi.</translation>
    </message>
    <message>
        <source>This fault is older than all backups: the oldest, of %1, has it too.</source>
        <comment>%1: date and time</comment>
        <translation>Questo difetto è più vecchio di tutti i backup: ce l’ha anche il più vecchio, del %1.</translation>
    </message>
    <message>
        <source>None of the backups could be looked at.</source>
        <translation>Non si è potuto esaminare nessun backup.</translation>
    </message>
    <message>
        <source>It came and went: look at the backups beside these, too.</source>
        <translation>È comparso e scomparso: esaminare anche i backup vicini a questi.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) could not be looked at.</source>
        <translation>
            <numerusform>%n backup non si è potuto esaminare.</numerusform>
            <numerusform>%n backup non si sono potuti esaminare.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ChecksModel</name>
    <message>
        <source>not checked</source>
        <comment>state of a check</comment>
        <translation>non controllata</translation>
    </message>
    <message>
        <source>ok</source>
        <comment>state of a check</comment>
        <translation>ok</translation>
    </message>
    <message>
        <source>broken</source>
        <comment>state of a check</comment>
        <translation>violata</translation>
    </message>
    <message>
        <source>worth a look</source>
        <comment>state of a check</comment>
        <translation>da guardare</translation>
    </message>
    <message>
        <source>could not run</source>
        <comment>state of a check</comment>
        <translation>non eseguito</translation>
    </message>
    <message>
        <source>does not apply</source>
        <comment>state of a check</comment>
        <translation>non si applica</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>What holds</source>
        <comment>column: the rule that a check looks at</comment>
        <translation>Che cosa vale</translation>
    </message>
    <message>
        <source>Found</source>
        <comment>column: how many things break a rule</comment>
        <translation>Trovati</translation>
    </message>
    <message>
        <source>Checked</source>
        <comment>column: when</comment>
        <translation>Controllato</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
</context>
<context>
    <name>plancia::EventsModel</name>
    <message>
        <source>Debug</source>
        <comment>severity of an event</comment>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <comment>severity of an event</comment>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <comment>severity of an event</comment>
        <translation>Avviso</translation>
    </message>
    <message>
        <source>Error</source>
        <comment>severity of an event</comment>
        <translation>Errore</translation>
    </message>
    <message>
        <source>Critical</source>
        <comment>severity of an event</comment>
        <translation>Critico</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravità</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Type</source>
        <comment>column: what kind of event</comment>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Messaggio</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>column: how long it took</comment>
        <translation>Durata</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more like it)</source>
        <comment>an event that stands for others, too</comment>
        <translation>
            <numerusform>%1 (e %n altro simile)</numerusform>
            <numerusform>%1 (e altri %n simili)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::LeakedKeysModel</name>
    <message>
        <source>pasted text</source>
        <comment>where a leaked key was found</comment>
        <translation>testo incollato</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <comment>a file and a line of it</comment>
        <translation>%1, riga %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>column: the first characters of an API key</comment>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Ultimo uso</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>Trovata in</translation>
    </message>
    <message>
        <source>not of this workspace</source>
        <comment>a leaked key that the store does not know</comment>
        <translation>non di quest’area</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more place(s)</source>
        <translation>
            <numerusform>%1 e in altri punti: %n</numerusform>
            <numerusform>%1 e in altri punti: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::MetricTableModel</name>
    <message>
        <source>Figure</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Ultimo</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Minimo</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Massimo</translation>
    </message>
</context>
<context>
    <name>plancia::ProfileModel</name>
    <message>
        <source>a row</source>
        <comment>what a query reads</comment>
        <translation>una riga</translation>
    </message>
    <message>
        <source>a list of 100</source>
        <comment>what a query reads</comment>
        <translation>un elenco di 100</translation>
    </message>
    <message>
        <source>a history</source>
        <comment>what a query reads</comment>
        <translation>una cronologia</translation>
    </message>
    <message>
        <source>a report</source>
        <comment>what a query reads</comment>
        <translation>un rapporto</translation>
    </message>
    <message>
        <source>Verdict</source>
        <comment>column: how a query did</comment>
        <translation>Esito</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>Reads</source>
        <comment>column: what a query reads</comment>
        <translation>Legge</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Plan</source>
        <comment>column: how the store answers a query</comment>
        <translation>Piano</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>plancia::ServerLists</name>
    <message>
        <source>never</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>dead rows</source>
        <comment>why autovacuum comes</comment>
        <translation>righe morte</translation>
    </message>
    <message>
        <source>new rows</source>
        <comment>why autovacuum comes</comment>
        <translation>righe nuove</translation>
    </message>
    <message>
        <source>against wraparound</source>
        <comment>why autovacuum comes</comment>
        <translation>contro il wraparound</translation>
    </message>
    <message>
        <source>analyse</source>
        <comment>why autovacuum comes</comment>
        <translation>analisi</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sessione</translation>
    </message>
    <message>
        <source>Prepared transaction</source>
        <translation>Transazione preparata</translation>
    </message>
    <message>
        <source>Replication slot</source>
        <translation>Slot di replica</translation>
    </message>
    <message>
        <source>Standby</source>
        <comment>a server that follows another one</comment>
        <translation>Standby</translation>
    </message>
    <message>
        <source>Wraparound</source>
        <translation>Wraparound</translation>
    </message>
    <message>
        <source>Multixact wraparound</source>
        <translation>Wraparound multixact</translation>
    </message>
    <message>
        <source>Dead rows</source>
        <translation>Righe morte</translation>
    </message>
    <message>
        <source>Autovacuum off</source>
        <translation>Autovacuum spento</translation>
    </message>
    <message>
        <source>Never analysed</source>
        <translation>Mai analizzata</translation>
    </message>
    <message>
        <source>Bloat</source>
        <translation>Bloat</translation>
    </message>
    <message>
        <source>Invalid</source>
        <comment>an index</comment>
        <translation>Non valido</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <comment>an index</comment>
        <translation>Doppio</translation>
    </message>
    <message>
        <source>Prefix</source>
        <comment>an index of which another one begins with the same columns</comment>
        <translation>Prefisso</translation>
    </message>
    <message>
        <source>Unused</source>
        <comment>an index</comment>
        <translation>Inutilizzato</translation>
    </message>
    <message>
        <source>Holds vacuum back</source>
        <translation>Trattiene il vacuum</translation>
    </message>
    <message>
        <source>Behind</source>
        <comment>a standby server</comment>
        <translation>In ritardo</translation>
    </message>
    <message>
        <source>Not streaming</source>
        <translation>Non in streaming</translation>
    </message>
    <message>
        <source>Lost</source>
        <comment>a replication slot</comment>
        <translation>Perso</translation>
    </message>
    <message>
        <source>About to be lost</source>
        <comment>a replication slot</comment>
        <translation>Sta per perdersi</translation>
    </message>
    <message>
        <source>Over max_wal_size</source>
        <translation>Oltre max_wal_size</translation>
    </message>
    <message>
        <source>Inactive</source>
        <comment>a replication slot</comment>
        <translation>Inattivo</translation>
    </message>
    <message>
        <source>Replay paused</source>
        <translation>Replay in pausa</translation>
    </message>
    <message>
        <source>No worker</source>
        <comment>a subscription</comment>
        <translation>Nessun worker</translation>
    </message>
    <message>
        <source>Errors</source>
        <comment>of a subscription</comment>
        <translation>Errori</translation>
    </message>
    <message>
        <source>Archiving fails</source>
        <translation>L’archiviazione fallisce</translation>
    </message>
    <message>
        <source>Checkpoints forced</source>
        <translation>Checkpoint forzati</translation>
    </message>
    <message>
        <source>Dangerous setting</source>
        <translation>Impostazione pericolosa</translation>
    </message>
    <message>
        <source>Its oldest transaction id nears the limit, at which the server takes no more writes. VACUUM (FREEZE) it, and see what holds vacuum back.</source>
        <translation>Il suo id di transazione più vecchio si avvicina al limite, oltre il quale il server non accetta più scritture. Esegui VACUUM (FREEZE), e guarda che cosa trattiene il vacuum.</translation>
    </message>
    <message>
        <source>Its oldest multixact nears the limit, at which the server takes no more writes. VACUUM (FREEZE) it.</source>
        <translation>Il suo multixact più vecchio si avvicina al limite, oltre il quale il server non accetta più scritture. Esegui VACUUM (FREEZE).</translation>
    </message>
    <message>
        <source>More than twice as many dead rows as autovacuum waits for: it does not keep up, or something holds it back.</source>
        <translation>Più del doppio delle righe morte che l’autovacuum aspetta: non tiene il passo, o qualcosa lo trattiene.</translation>
    </message>
    <message>
        <source>Autovacuum is switched off for this table, and comes only against wraparound.</source>
        <translation>L’autovacuum è spento per questa tabella, e passa solo contro il wraparound.</translation>
    </message>
    <message>
        <source>It was never analysed: the planner guesses. ANALYZE it.</source>
        <translation>Non è mai stata analizzata: il planner va a caso. Esegui ANALYZE.</translation>
    </message>
    <message>
        <source>By the estimate, half of its pages or more are not needed. VACUUM FULL or REINDEX packs them anew, under a lock.</source>
        <translation>Secondo la stima, metà delle sue pagine o più non servono. VACUUM FULL o REINDEX le ricompatta, sotto un lock.</translation>
    </message>
    <message>
        <source>Its making has failed: it is not read, and yet every write keeps it. Drop it, or REINDEX INDEX CONCURRENTLY.</source>
        <translation>La sua creazione è fallita: non è letto, eppure ogni scrittura lo mantiene. Eliminalo, o esegui REINDEX INDEX CONCURRENTLY.</translation>
    </message>
    <message>
        <source>Another index has the same columns and the same condition: one of the two does nothing.</source>
        <translation>Un altro indice ha le stesse colonne e la stessa condizione: uno dei due non serve.</translation>
    </message>
    <message>
        <source>Another index begins with the same columns and can answer the same questions; this one may still be quicker, as it is smaller.</source>
        <translation>Un altro indice comincia con le stesse colonne e può rispondere alle stesse domande; questo può essere più rapido, perché è più piccolo.</translation>
    </message>
    <message>
        <source>Nothing has read it since the counters began. Look at the standbys too, which count for themselves.</source>
        <translation>Niente lo ha letto da quando si conta. Guarda anche gli standby, che contano per sé.</translation>
    </message>
    <message>
        <source>Dead rows that are younger than this cannot be removed. End it.</source>
        <translation>Le righe morte più giovani di questo non si possono togliere. Terminalo.</translation>
    </message>
    <message>
        <source>It is a gigabyte or a minute behind, or more.</source>
        <translation>È indietro di un gigabyte o di un minuto, o più.</translation>
    </message>
    <message>
        <source>It does not stream.</source>
        <translation>Non è in streaming.</translation>
    </message>
    <message>
        <source>What it needs is gone: its reader has to begin anew. Drop it.</source>
        <translation>Ciò che gli serve non c’è più: chi lo legge deve ricominciare. Eliminalo.</translation>
    </message>
    <message>
        <source>What it needs goes at the next checkpoint.</source>
        <translation>Ciò che gli serve sparirà al prossimo checkpoint.</translation>
    </message>
    <message>
        <source>It keeps more of the log than max_wal_size. A reader that does not come back fills the disk.</source>
        <translation>Conserva più log di max_wal_size. Se chi lo legge non torna, il disco si riempie.</translation>
    </message>
    <message>
        <source>Nobody reads it, and it keeps the log. Drop it when nobody will.</source>
        <translation>Nessuno lo legge, e conserva il log. Eliminalo se nessuno lo leggerà.</translation>
    </message>
    <message>
        <source>Replay is paused: pg_wal_replay_resume() goes on.</source>
        <translation>Il replay è in pausa: pg_wal_replay_resume() lo riprende.</translation>
    </message>
    <message>
        <source>No worker runs: the subscription is disabled, or fails at once. The server’s log tells which.</source>
        <translation>Nessun worker è in corso: la sottoscrizione è disattivata, o fallisce subito. Il log del server dice quale.</translation>
    </message>
    <message>
        <source>The last attempt has failed: the log grows until the disk is full. The server’s own log tells why.</source>
        <translation>L’ultimo tentativo è fallito: il log cresce finché il disco è pieno. Il log del server dice perché.</translation>
    </message>
    <message>
        <source>A setting puts the data at risk.</source>
        <translation>Un’impostazione mette a rischio i dati.</translation>
    </message>
    <message>
        <source>%1 +%2</source>
        <comment>a finding, and how many more</comment>
        <translation>%1 +%2</translation>
    </message>
    <message>
        <source>materialised view</source>
        <translation>vista materializzata</translation>
    </message>
    <message>
        <source>temporary table</source>
        <translation>tabella temporanea</translation>
    </message>
    <message>
        <source>unlogged table</source>
        <translation>tabella unlogged</translation>
    </message>
    <message>
        <source>partition</source>
        <comment>of a table</comment>
        <translation>partizione</translation>
    </message>
    <message>
        <source>table</source>
        <translation>tabella</translation>
    </message>
    <message>
        <source>primary key</source>
        <translation>chiave primaria</translation>
    </message>
    <message>
        <source>exclusion</source>
        <translation>esclusione</translation>
    </message>
    <message>
        <source>unique</source>
        <comment>an index</comment>
        <translation>univoco</translation>
    </message>
    <message>
        <source>unique constraint</source>
        <translation>vincolo univoco</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Rows</source>
        <comment>an estimate</comment>
        <translation>Righe</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Spazio</translation>
    </message>
    <message>
        <source>Dead</source>
        <comment>rows</comment>
        <translation>Morte</translation>
    </message>
    <message>
        <source>Dead %</source>
        <comment>share of dead rows</comment>
        <translation>Morte %</translation>
    </message>
    <message>
        <source>Seq scans</source>
        <translation>Scan seq</translation>
    </message>
    <message>
        <source>Index scans</source>
        <translation>Scan indice</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Scritture</translation>
    </message>
    <message>
        <source>Vacuumed</source>
        <translation>Vacuum</translation>
    </message>
    <message>
        <source>Analysed</source>
        <translation>Analisi</translation>
    </message>
    <message>
        <source>Age</source>
        <comment>of the oldest transaction id, as a share of the limit</comment>
        <translation>Età</translation>
    </message>
    <message>
        <source>Bloat</source>
        <comment>estimated</comment>
        <translation>Bloat</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indice</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Columns</source>
        <comment>of an index</comment>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Being built</source>
        <comment>an index</comment>
        <translation>In costruzione</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Transaction ids</source>
        <translation>Id di transazione</translation>
    </message>
    <message>
        <source>Of the limit</source>
        <translation>Del limite</translation>
    </message>
    <message>
        <source>Of autovacuum’s</source>
        <translation>Di autovacuum</translation>
    </message>
    <message>
        <source>Multixacts</source>
        <translation>Multixact</translation>
    </message>
    <message>
        <source>What</source>
        <comment>a maintenance command that runs</comment>
        <translation>Che cosa</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>share of a phase</comment>
        <translation>Fatto</translation>
    </message>
    <message>
        <source>For</source>
        <comment>column: how long already</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>Process</source>
        <comment>column: pid of a session</comment>
        <translation>Processo</translation>
    </message>
    <message>
        <source>What</source>
        <comment>something that holds vacuum back</comment>
        <translation>Che cosa</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Of</source>
        <comment>a role</comment>
        <translation>Di</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transazioni</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Perché</translation>
    </message>
    <message>
        <source>Of the threshold</source>
        <translation>Della soglia</translation>
    </message>
    <message>
        <source>Autovacuum</source>
        <translation>Autovacuum</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Da inviare</translation>
    </message>
    <message>
        <source>To write</source>
        <translation>Da scrivere</translation>
    </message>
    <message>
        <source>To flush</source>
        <translation>Da scaricare</translation>
    </message>
    <message>
        <source>To replay</source>
        <translation>Da riapplicare</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Ritardo</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>Log</source>
        <comment>state of the log that a replication slot keeps</comment>
        <translation>Log</translation>
    </message>
    <message>
        <source>Keeps</source>
        <translation>Conserva</translation>
    </message>
    <message>
        <source>Room left</source>
        <translation>Spazio</translation>
    </message>
    <message>
        <source>xmin age</source>
        <translation>Età xmin</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Sottoscrizione</translation>
    </message>
    <message>
        <source>Received to</source>
        <translation>Ricevuto fino a</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Ultimo messaggio</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Impostazione</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>By default</source>
        <translation>Predefinito</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Buono</translation>
    </message>
    <message>
        <source>%1, against wraparound</source>
        <translation>%1, contro il wraparound</translation>
    </message>
    <message>
        <source>%1, automatic</source>
        <translation>%1, automatico</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a database</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>comes anyway</source>
        <comment>autovacuum that is switched off</comment>
        <translation>passa comunque</translation>
    </message>
    <message>
        <source>off</source>
        <comment>autovacuum of a table</comment>
        <translation>spento</translation>
    </message>
    <message>
        <source>will come</source>
        <comment>autovacuum</comment>
        <translation>passerà</translation>
    </message>
    <message>
        <source>Hidden</source>
        <comment>from this role</comment>
        <translation>Nascosto</translation>
    </message>
    <message>
        <source>this server</source>
        <comment>a session over a socket of the same machine</comment>
        <translation>questo server</translation>
    </message>
    <message>
        <source>Active</source>
        <comment>a replication slot</comment>
        <translation>Attivo</translation>
    </message>
    <message>
        <source>Inactive since %1</source>
        <translation>Inattivo da %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <comment>a subscription</comment>
        <translation>In corso</translation>
    </message>
    <message>
        <source>Waits for a restart</source>
        <translation>Attende un riavvio</translation>
    </message>
    <message>
        <source>Set</source>
        <comment>a setting that is not as it is by default</comment>
        <translation>Impostata</translation>
    </message>
    <message>
        <source>Invalid, or being built</source>
        <comment>an index</comment>
        <translation>Non valido, o in costruzione</translation>
    </message>
    <message>
        <source>It is not valid, and perhaps being built: that cannot be seen from here. Ask the primary, as a member of pg_monitor, before it is dropped.</source>
        <translation>Non è valido, e forse è in costruzione: da qui non si può vedere. Chiedi al primario, come membro di pg_monitor, prima di eliminarlo.</translation>
    </message>
    <message>
        <source>Since the counters began, changes could not be applied. The server’s log tells why, and whether they were since.</source>
        <translation>Da quando i contatori sono partiti, alcune modifiche non hanno potuto essere applicate. Il log del server dice perché, e se poi lo sono state.</translation>
    </message>
    <message>
        <source>Since the counters began, more checkpoints were forced by the log than came in time: a larger max_wal_size spreads the writing.</source>
        <translation>Da quando i contatori sono partiti, i checkpoint forzati dal log sono più di quelli a tempo: un max_wal_size più grande distribuisce le scritture.</translation>
    </message>
    <message>
        <source>In step with the primary’s</source>
        <comment>a replication slot</comment>
        <translation>Al passo con quello del primario</translation>
    </message>
    <message>
        <source>Counters were never reset.</source>
        <translation>I contatori non sono mai stati azzerati.</translation>
    </message>
    <message>
        <source>Counted since %1.</source>
        <translation>Contati da %1.</translation>
    </message>
    <message>
        <source>unknown: somebody holds it locked</source>
        <translation>sconosciuta: qualcuno la tiene bloccata</translation>
    </message>
    <message>
        <source>nothing to report</source>
        <comment>state of a table or an index</comment>
        <translation>nulla da segnalare</translation>
    </message>
</context>
<context>
    <name>plancia::SessionsModel</name>
    <message>
        <source>%1 on %2</source>
        <comment>a lock mode, and what is locked</comment>
        <translation>%1 su %2</translation>
    </message>
    <message>
        <source>Active</source>
        <comment>state of a session</comment>
        <translation>Attiva</translation>
    </message>
    <message>
        <source>Idle</source>
        <comment>state of a session</comment>
        <translation>Inattiva</translation>
    </message>
    <message>
        <source>Idle in transaction</source>
        <comment>state of a session</comment>
        <translation>Inattiva in transazione</translation>
    </message>
    <message>
        <source>Idle, failed</source>
        <comment>state of a session: idle in a transaction that has failed</comment>
        <translation>Inattiva, fallita</translation>
    </message>
    <message>
        <source>Function call</source>
        <comment>state of a session</comment>
        <translation>Chiamata di funzione</translation>
    </message>
    <message>
        <source>Background</source>
        <comment>state of a session: a process of the server</comment>
        <translation>Di servizio</translation>
    </message>
    <message>
        <source>Hidden</source>
        <comment>state of a session that the role may not see</comment>
        <translation>Nascosta</translation>
    </message>
    <message>
        <source>Waits for a lock</source>
        <comment>state of a session</comment>
        <translation>Attende un lock</translation>
    </message>
    <message>
        <source>prepared</source>
        <comment>a prepared transaction, which has no process</comment>
        <translation>preparata</translation>
    </message>
    <message>
        <source>ended meanwhile</source>
        <comment>a session that blocked another one</comment>
        <translation>terminata nel frattempo</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for it</source>
        <comment>sessions that wait for a lock of this one</comment>
        <translation>
            <numerusform>%n la attende</numerusform>
            <numerusform>%n la attendono</numerusform>
        </translation>
    </message>
    <message>
        <source>Process</source>
        <comment>column: pid of a session</comment>
        <translation>Processo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Applicazione</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Attende</translation>
    </message>
    <message>
        <source>For</source>
        <comment>column: how long already</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Query</translation>
    </message>
</context>
<context>
    <name>plancia::StatementsModel</name>
    <message>
        <source>(hidden from this role)</source>
        <comment>the text of a statement</comment>
        <translation>(nascosta a questo ruolo)</translation>
    </message>
    <message numerus="yes">
        <source>All others, at least %n statement(s)</source>
        <comment>together, below a list of statements</comment>
        <translation>
            <numerusform>Tutte le altre, almeno %n istruzione</numerusform>
            <numerusform>Tutte le altre, almeno %n istruzioni</numerusform>
        </translation>
    </message>
    <message>
        <source>All others</source>
        <comment>statements, together</comment>
        <translation>Tutte le altre</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Istruzione</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Calls</source>
        <comment>of a statement</comment>
        <translation>Chiamate</translation>
    </message>
    <message>
        <source>Calls/s</source>
        <comment>of a statement</comment>
        <translation>Chiam./s</translation>
    </message>
    <message>
        <source>Time</source>
        <comment>column: how long a statement took in all</comment>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Share</source>
        <comment>column: of the time of all statements</comment>
        <translation>Quota</translation>
    </message>
    <message>
        <source>Mean</source>
        <comment>column: time of a call</comment>
        <translation>Media</translation>
    </message>
    <message>
        <source>Rows/call</source>
        <translation>Righe/volta</translation>
    </message>
    <message>
        <source>Cached</source>
        <comment>column: share of blocks that were in the cache</comment>
        <translation>In cache</translation>
    </message>
    <message>
        <source>Blocks read</source>
        <translation>Blocchi letti</translation>
    </message>
    <message>
        <source>Temp blocks</source>
        <comment>column: temporary blocks</comment>
        <translation>Temporanei</translation>
    </message>
    <message>
        <source>Disk time</source>
        <translation>Tempo disco</translation>
    </message>
</context>
<context>
    <name>plancia::TableListModel</name>
    <message>
        <source>view</source>
        <comment>a stored query of a database</comment>
        <translation>vista</translation>
    </message>
    <message>
        <source>virtual</source>
        <comment>a table that code answers for</comment>
        <translation>virtuale</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
</context>
<context>
    <name>plancia::TableRowsModel</name>
    <message>
        <source>key</source>
        <comment>part of a table&apos;s primary key</comment>
        <translation>chiave</translation>
    </message>
</context>
<context>
    <name>plancia::TenantsModel</name>
    <message>
        <source>trial</source>
        <comment>status of a tenant</comment>
        <translation>in prova</translation>
    </message>
    <message>
        <source>active</source>
        <comment>status of a tenant</comment>
        <translation>attivo</translation>
    </message>
    <message>
        <source>suspended</source>
        <comment>status of a tenant</comment>
        <translation>sospeso</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Slug</source>
        <comment>short name in addresses</comment>
        <translation>Slug</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creato</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aggiornato</translation>
    </message>
    <message>
        <source>archived</source>
        <comment>status of a tenant</comment>
        <translation>archiviato</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>deleted</source>
        <comment>state of a tenant</comment>
        <translation>eliminato</translation>
    </message>
</context>
<context>
    <name>plancia::UsageTables</name>
    <message>
        <source>Calls</source>
        <translation>Chiamate</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>share of calls</comment>
        <translation>Fallite</translation>
    </message>
    <message>
        <source>Mean</source>
        <comment>of latency</comment>
        <translation>Media</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>Più lenta</translation>
    </message>
    <message>
        <source>(a key that is gone)</source>
        <translation>(una chiave che non c’è più)</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>chiave sconosciuta</translation>
    </message>
    <message>
        <source>disabled</source>
        <comment>an API key</comment>
        <translation>disattivata</translation>
    </message>
    <message>
        <source>expired</source>
        <comment>an API key</comment>
        <translation>scaduta</translation>
    </message>
    <message>
        <source>past its grace period</source>
        <translation>oltre il periodo di grazia</translation>
    </message>
    <message>
        <source>revoked</source>
        <comment>an API key</comment>
        <translation>revocata</translation>
    </message>
    <message>
        <source>tenant is not active</source>
        <translation>il tenant non è attivo</translation>
    </message>
    <message>
        <source>address not allowed</source>
        <translation>indirizzo non ammesso</translation>
    </message>
    <message>
        <source>permission missing</source>
        <translation>permesso mancante</translation>
    </message>
    <message>
        <source>data of another tenant</source>
        <translation>dati di un altro tenant</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>By endpoint</source>
        <translation>Per endpoint</translation>
    </message>
    <message>
        <source>Busiest keys</source>
        <translation>Chiavi più attive</translation>
    </message>
    <message>
        <source>By status</source>
        <translation>Per stato</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>Per modello</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Per giorno</translation>
    </message>
    <message>
        <source>Turned away by limits</source>
        <translation>Respinte dai limiti</translation>
    </message>
    <message>
        <source>Refused keys</source>
        <translation>Chiavi rifiutate</translation>
    </message>
    <message>
        <source>Newest calls</source>
        <translation>Chiamate più recenti</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metodo</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Token in entrata</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Token in uscita</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>Giorno (UTC)</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>Respinte</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Perché</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>From</source>
        <comment>an address</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>Mai usate</translation>
    </message>
    <message>
        <source>Idle for 90 days</source>
        <translation>Ferme da 90 giorni</translation>
    </message>
    <message>
        <source>Without expiry</source>
        <translation>Senza scadenza</translation>
    </message>
    <message>
        <source>Permissions never used</source>
        <translation>Permessi mai usati</translation>
    </message>
    <message>
        <source>Limits never hit</source>
        <translation>Limiti mai raggiunti</translation>
    </message>
    <message>
        <source>Limits hit every day</source>
        <translation>Limiti raggiunti ogni giorno</translation>
    </message>
    <message>
        <source>They work and nobody ever used them.</source>
        <translation>Funzionano e nessuno le ha mai usate.</translation>
    </message>
    <message>
        <source>They work and were not used for 90 days.</source>
        <translation>Funzionano e non sono usate da 90 giorni.</translation>
    </message>
    <message>
        <source>They work until somebody revokes them.</source>
        <translation>Funzionano finché qualcuno non le revoca.</translation>
    </message>
    <message>
        <source>They may do more than they ever did.</source>
        <translation>Possono fare più di quanto abbiano mai fatto.</translation>
    </message>
    <message>
        <source>Their limits never turned a call away: they fit well, or protect nothing.</source>
        <translation>I loro limiti non hanno mai respinto una chiamata: sono giusti, o non proteggono nulla.</translation>
    </message>
    <message>
        <source>A limit turned calls away on each of the last seven days.</source>
        <translation>Un limite ha respinto chiamate in ognuno degli ultimi sette giorni.</translation>
    </message>
    <message>
        <source>Begins with</source>
        <comment>an API key</comment>
        <translation>Comincia con</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creata</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Ultimo uso</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Scade</translation>
    </message>
    <message>
        <source>Never used</source>
        <comment>permissions</comment>
        <translation>Mai usati</translation>
    </message>
    <message>
        <source>never</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Minute (UTC)</source>
        <translation>Minuto (UTC)</translation>
    </message>
    <message>
        <source>From block</source>
        <comment>of addresses</comment>
        <translation>Dal blocco</translation>
    </message>
    <message>
        <source>the rest of an hour, beyond 10,000 lines</source>
        <translation>il resto di un’ora, oltre 10.000 righe</translation>
    </message>
    <message>
        <source>The newest %1 of %2 lines are shown. A shorter span of time shows the others.</source>
        <translation>Sono mostrate le %1 righe più recenti di %2. Un periodo più breve mostra le altre.</translation>
    </message>
    <message>
        <source>The %1 of %2 lines with most calls are shown. A shorter span of time shows the others.</source>
        <translation>Sono mostrate le %1 righe con più chiamate di %2. Un periodo più breve mostra le altre.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenza</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>calls</comment>
        <translation>Riuscite</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>calls</comment>
        <translation>Fallite</translation>
    </message>
    <message>
        <source>Refused calls</source>
        <translation>Chiamate rifiutate</translation>
    </message>
    <message>
        <source>Calls turned away</source>
        <translation>Chiamate respinte</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what, how much</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>plancia::UsersModel</name>
    <message>
        <source>invited</source>
        <comment>status of a person</comment>
        <translation>invitata</translation>
    </message>
    <message>
        <source>active</source>
        <comment>status of a person</comment>
        <translation>attiva</translation>
    </message>
    <message>
        <source>disabled</source>
        <comment>status of a person</comment>
        <translation>disattivata</translation>
    </message>
    <message>
        <source>owner</source>
        <comment>role of a person</comment>
        <translation>proprietario</translation>
    </message>
    <message>
        <source>administrator</source>
        <comment>role of a person</comment>
        <translation>amministratore</translation>
    </message>
    <message>
        <source>member</source>
        <comment>role of a person</comment>
        <translation>membro</translation>
    </message>
    <message>
        <source>viewer</source>
        <comment>role of a person</comment>
        <translation>osservatore</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Ultimo accesso</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creata</translation>
    </message>
    <message>
        <source>no name</source>
        <comment>of a person</comment>
        <translation>senza nome</translation>
    </message>
    <message>
        <source>never</source>
        <comment>signed in</comment>
        <translation>mai</translation>
    </message>
    <message>
        <source>%1, alarm</source>
        <comment>status of a person, and that a token of theirs was copied</comment>
        <translation>%1, allarme</translation>
    </message>
    <message>
        <source>A refresh token that had been used came again: somebody has a copy. The session was ended %1.</source>
        <translation>Un token di rinnovo già usato è arrivato di nuovo: qualcuno ne ha una copia. La sessione è stata chiusa %1.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::AlertPanel</name>
    <message>
        <source>What was seen</source>
        <translation>Quel che si è visto</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Prendi in carico</translation>
    </message>
    <message>
        <source>Says that somebody knows of it. It goes on firing, and the note goes when it is resolved.</source>
        <translation>Dice che qualcuno lo sa. Resta attivo, e la nota se ne va quando rientra.</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autore</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>Silenzia…</translation>
    </message>
    <message>
        <source>See around it</source>
        <translation>Vedi intorno</translation>
    </message>
    <message>
        <source>Opens Monitoring at the time when it began.</source>
        <translation>Apre Monitoraggio al momento in cui è cominciato.</translation>
    </message>
    <message>
        <source>Its rule is not among those of the agent any more.</source>
        <translation>La sua regola non è più fra quelle dell’agente.</translation>
    </message>
    <message>
        <source>The rule</source>
        <translation>La regola</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravità</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Campioni</translation>
    </message>
    <message>
        <source>%1, of at least %2</source>
        <comment>samples</comment>
        <translation>%1, di almeno %2</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Tempi</translation>
    </message>
    <message>
        <source>Active since</source>
        <translation>Attivo da</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>Scattato</translation>
    </message>
    <message>
        <source>Well since</source>
        <comment>while it fires on</comment>
        <translation>Bene da</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Rientrato</translation>
    </message>
    <message>
        <source>Not known since</source>
        <translation>Non noto da</translation>
    </message>
    <message>
        <source>It fires on: what is not known resolves nothing.</source>
        <translation>Resta attivo: ciò che non è noto non fa rientrare nulla.</translation>
    </message>
    <message>
        <source>The value is well, and it fires on as its rule says.</source>
        <translation>Il valore va bene, e l’allarme resta attivo come dice la regola.</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Silenziato</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Preso in carico</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>At</source>
        <comment>when an alert was acknowledged</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non noto</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>limite %1</translation>
    </message>
    <message>
        <source>What is shown is old.</source>
        <translation>Quel che si vede è vecchio.</translation>
    </message>
    <message>
        <source>Say who you are.</source>
        <translation>Di’ chi sei.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>Allarmi</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>Nuovo silenzio</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>Silenzi</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regole</translation>
    </message>
    <message>
        <source>Search title, rule, of what</source>
        <translation>Cerca titolo, regola, di che cosa</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravità</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>Ogni gravità</translation>
    </message>
    <message>
        <source>Muted, too</source>
        <translation>Anche silenziati</translation>
    </message>
    <message>
        <source>Acknowledged.</source>
        <translation>Preso in carico.</translation>
    </message>
    <message>
        <source>The silence has ended.</source>
        <translation>Il silenzio è finito.</translation>
    </message>
    <message>
        <source>Silence of %1 until %2.</source>
        <translation>Silenzio di %1 fino a %2.</translation>
    </message>
    <message>
        <source>%1 is on.</source>
        <translation>%1 è accesa.</translation>
    </message>
    <message>
        <source>%1 is off.</source>
        <translation>%1 è spenta.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 è salvata.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>listed alerts, of all</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Nuova regola</translation>
    </message>
    <message>
        <source>What is wrong now, by rules that the agent judges</source>
        <translation>Che cosa non va ora, secondo regole che l’agente valuta</translation>
    </message>
    <message>
        <source>As of %1: %2</source>
        <comment>a time, and how many alerts there were</comment>
        <translation>Alle %1: %2</translation>
    </message>
    <message>
        <source>This is old: how it was at %1 by the agent’s clock. How it is now is not known.</source>
        <translation>Questo è vecchio: com’era alle %1 per l’orologio dell’agente. Com’è ora non è noto.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Chiedi di nuovo</translation>
    </message>
    <message>
        <source>This program follows no agent, so nothing is judged.</source>
        <translation>Questo programma non segue alcun agente, quindi nulla è valutato.</translation>
    </message>
    <message>
        <source>No agent</source>
        <translation>Nessun agente</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Apri impostazioni</translation>
    </message>
    <message>
        <source>No such alert</source>
        <translation>Nessun allarme così</translation>
    </message>
    <message>
        <source>No alert is what the filter asks for.</source>
        <translation>Nessun allarme è quel che chiede il filtro.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Togli il filtro</translation>
    </message>
    <message>
        <source>No alert at that time</source>
        <translation>Nessun allarme in quel momento</translation>
    </message>
    <message>
        <source>Nothing was wrong at %1. How it is now is not known.</source>
        <translation>Alle %1 non c’era nulla che non andasse. Com’è ora non è noto.</translation>
    </message>
    <message>
        <source>All else is well</source>
        <translation>Il resto va bene</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) are muted, and not shown.</source>
        <translation>
            <numerusform>%n allarme è silenziato, e non si vede.</numerusform>
            <numerusform>%n allarmi sono silenziati, e non si vedono.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Mostrali</translation>
    </message>
    <message>
        <source>Nothing is watched</source>
        <translation>Nulla è sorvegliato</translation>
    </message>
    <message>
        <source>The agent has no rule that is on.</source>
        <translation>L’agente non ha regole accese.</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Tutto bene</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s), last judged %1.</source>
        <comment>14 rules, last judged 12 s ago</comment>
        <translation>
            <numerusform>%n regola, valutata %1.</numerusform>
            <numerusform>%n regole, valutate %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>No silence</source>
        <translation>Nessun silenzio</translation>
    </message>
    <message>
        <source>Everything that fires is told. A silence mutes it for a time, for example while you repair something.</source>
        <translation>Tutto ciò che scatta è segnalato. Un silenzio lo zittisce per un po’, per esempio mentre ripari qualcosa.</translation>
    </message>
    <message>
        <source>No rules</source>
        <translation>Nessuna regola</translation>
    </message>
    <message>
        <source>Without rules nothing is watched.</source>
        <translation>Senza regole nulla è sorvegliato.</translation>
    </message>
    <message>
        <source>Delete the rule %1?</source>
        <translation>Eliminare la regola %1?</translation>
    </message>
    <message>
        <source>What it watches is watched no more, and its alerts go. If it came with Plancia, it stands again as it was shipped.</source>
        <translation>Quel che sorveglia non è più sorvegliato, e i suoi allarmi se ne vanno. Se è arrivata con Plancia, torna com’era in origine.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>%1 is deleted.</source>
        <translation>%1 è eliminata.</translation>
    </message>
    <message>
        <source>A test was handed over to %1.</source>
        <translation>Una prova è stata consegnata a %1.</translation>
    </message>
    <message>
        <source>Your file of rules is not used, only the shipped rules are. %1 %2</source>
        <translation>Il tuo file di regole non viene usato, valgono solo le regole fornite. %1 %2</translation>
    </message>
    <message>
        <source>The rules and channels of this agent are in a file on its computer, which alerts_file in agent.toml names. They cannot be changed from here.</source>
        <translation>Le regole e i canali di questo agente stanno in un file sul suo computer, che alerts_file in agent.toml nomina. Da qui non si possono cambiare.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::AuditFilterBar</name>
    <message>
        <source>This workspace</source>
        <translation>Questa area di lavoro</translation>
    </message>
    <message>
        <source>What was done in this workspace: tenants, backups, schema.</source>
        <translation>Ciò che è stato fatto in questa area di lavoro: tenant, backup, schema.</translation>
    </message>
    <message>
        <source>This installation</source>
        <translation>Questa installazione</translation>
    </message>
    <message>
        <source>What was done to Plancia itself on this computer: connections, settings, bundles.</source>
        <translation>Ciò che è stato fatto a Plancia su questo computer: connessioni, impostazioni, pacchetti.</translation>
    </message>
    <message>
        <source>Any action</source>
        <translation>Tutte le operazioni</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Ultima ora</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Ultime 24 ore</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Ultimi 7 giorni</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Ultimi 30 giorni</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Sempre</translation>
    </message>
    <message>
        <source>From … to…</source>
        <translation>Da … a…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>from 2026-11-20 13:00</source>
        <comment>keep the shape of the time</comment>
        <translation>da 2026-11-20 13:00</translation>
    </message>
    <message>
        <source>to 2026-11-21</source>
        <comment>keep the shape of the time</comment>
        <translation>a 2026-11-21</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n operazione</numerusform>
            <numerusform>%n operazioni</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not a time. Write a day as 2026-11-20, or a day and a time as 2026-11-20 13:00.</source>
        <translation>Non è un’ora. Scrivere un giorno come 2026-11-20, oppure un giorno e un’ora come 2026-11-20 13:00.</translation>
    </message>
    <message>
        <source>Tenant %1</source>
        <translation>Tenant %1</translation>
    </message>
    <message>
        <source>Shows the acts on all tenants again.</source>
        <translation>Mostra di nuovo le operazioni su tutti i tenant.</translation>
    </message>
    <message>
        <source>Anybody</source>
        <comment>whose acts</comment>
        <translation>Chiunque</translation>
    </message>
    <message>
        <source>Whose acts</source>
        <translation>Atti di chi</translation>
    </message>
    <message>
        <source>A name as the trail shows it, with or without its host: anna, or anna@bridge.</source>
        <translation>Un nome come lo mostra il registro, con o senza il suo host: anna, oppure anna@bridge.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Acts</source>
        <translation>Operazioni</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s)</source>
        <translation>
            <numerusform>%n operazione</numerusform>
            <numerusform>%n operazioni</numerusform>
        </translation>
    </message>
    <message>
        <source>Who did what to Plancia on this computer</source>
        <translation>Chi ha fatto che cosa a Plancia su questo computer</translation>
    </message>
    <message>
        <source>Who did what in this workspace</source>
        <translation>Chi ha fatto che cosa in questa area di lavoro</translation>
    </message>
    <message>
        <source>%1 · newest first</source>
        <comment>how many acts there are</comment>
        <translation>%1 · dalla più recente</translation>
    </message>
    <message>
        <source>No audit trail here</source>
        <translation>Qui non c’è un registro di audit</translation>
    </message>
    <message>
        <source>This workspace keeps no record of acts that could be shown.</source>
        <translation>Questa area di lavoro non conserva operazioni che si possano mostrare.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nessuna corrispondenza</translation>
    </message>
    <message>
        <source>No act was of this kind at this time.</source>
        <translation>Nessuna operazione di questo tipo in questo periodo.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Azzera il filtro</translation>
    </message>
    <message>
        <source>No acts yet</source>
        <translation>Ancora nessuna operazione</translation>
    </message>
    <message>
        <source>Whatever is done here is written down: who, what, when, and how it ended.</source>
        <translation>Tutto ciò che si fa qui viene annotato: chi, che cosa, quando e con quale esito.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::AuditPanel</name>
    <message>
        <source>empty</source>
        <comment>a field without text</comment>
        <translation>vuoto</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ora locale</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Autore</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <comment>the operating-system user that the client names</comment>
        <translation>Dichiarato da</translation>
    </message>
    <message>
        <source>Known by</source>
        <comment>how the actor was identified</comment>
        <translation>Identificato da</translation>
    </message>
    <message>
        <source>database role</source>
        <translation>ruolo di database</translation>
    </message>
    <message>
        <source>user of this computer</source>
        <translation>utente di questo computer</translation>
    </message>
    <message>
        <source>agent</source>
        <comment>a program that acts by itself</comment>
        <translation>agente</translation>
    </message>
    <message>
        <source>Origin</source>
        <comment>address that an act came from</comment>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Oggetto</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Why</source>
        <comment>an act was refused or failed</comment>
        <translation>Perché</translation>
    </message>
    <message>
        <source>All acts on this tenant</source>
        <translation>Tutte le operazioni su questo tenant</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Che cosa è cambiato</translation>
    </message>
    <message>
        <source>%1, before and after</source>
        <translation>%1, prima e dopo</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Richiesta</translation>
    </message>
    <message>
        <source>Run</source>
        <comment>one start of the program</comment>
        <translation>Esecuzione</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Riga</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numero</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s) are not shown.</source>
        <translation>
            <numerusform>%n altro campo non è mostrato.</numerusform>
            <numerusform>%n altri campi non sono mostrati.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::BackupDialog</name>
    <message>
        <source>Back up with a note</source>
        <translation>Backup con una nota</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>For example why it is made. It stays readable beside the backup, also beside an encrypted one.</source>
        <translation>Per esempio perché viene fatto. Resta leggibile accanto al backup, anche accanto a uno cifrato.</translation>
    </message>
    <message>
        <source>The whole database, not Plancia’s schema alone</source>
        <translation>L’intero database, non solo lo schema di Plancia</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Back up</source>
        <comment>verb</comment>
        <translation>Fai il backup</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BackupExport</name>
    <message>
        <source>Folder for the CSV files</source>
        <translation>Cartella per i file CSV</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BackupPanel</name>
    <message>
        <source>Open read-only</source>
        <translation>Apri in sola lettura</translation>
    </message>
    <message>
        <source>Every page then shows what this backup holds. Nothing can be changed in it.</source>
        <translation>Ogni pagina mostra allora ciò che contiene questo backup. Non vi si può modificare nulla.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verifica</translation>
    </message>
    <message>
        <source>Reads the whole file again and compares it with what was written.</source>
        <translation>Rilegge l’intero file e lo confronta con ciò che è stato scritto.</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Verifica in corso…</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ora locale</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>why a backup was made</comment>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dimensione</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2 byte)</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificato</translation>
    </message>
    <message>
        <source>when it was made</source>
        <translation>quando è stato eseguito</translation>
    </message>
    <message>
        <source>Commit</source>
        <comment>number of a write to the store</comment>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Schema</source>
        <comment>version of the tables</comment>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Creato da</translation>
    </message>
    <message>
        <source>Plancia %1, SQLite %2</source>
        <translation>Plancia %1, SQLite %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Cartella</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Archivio</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Mostra la cartella</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Ripristina…</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Ripristino…</translation>
    </message>
    <message>
        <source>Undo the restore</source>
        <translation>Annulla il ripristino</translation>
    </message>
    <message>
        <source>What is damaged or missing is not restored.</source>
        <translation>Ciò che è danneggiato o manca non si ripristina.</translation>
    </message>
    <message>
        <source>The store becomes what it was before that restore.</source>
        <translation>L’archivio torna com’era prima di quel ripristino.</translation>
    </message>
    <message>
        <source>The store becomes what it was then. What is there now is backed up first.</source>
        <translation>L’archivio torna com’era allora. Prima viene fatto un backup di ciò che contiene ora.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Confronta…</translation>
    </message>
    <message>
        <source>Shows row by row what has changed since this backup.</source>
        <translation>Mostra riga per riga che cosa è cambiato da questo backup.</translation>
    </message>
    <message>
        <source>The schema becomes what it was then. What is there now stays in the server under another name.</source>
        <translation>Lo schema torna com’era allora. Ciò che c’è adesso resta nel server con un altro nome.</translation>
    </message>
    <message>
        <source>Plancia %1, pg_dump</source>
        <translation>Plancia %1, pg_dump</translation>
    </message>
    <message>
        <source>Server</source>
        <comment>that was backed up</comment>
        <translation>Server</translation>
    </message>
    <message>
        <source>PostgreSQL %1</source>
        <translation>PostgreSQL %1</translation>
    </message>
    <message>
        <source>Holds</source>
        <comment>what of a database a backup holds</comment>
        <translation>Contiene</translation>
    </message>
    <message>
        <source>the whole database</source>
        <translation>l’intero database</translation>
    </message>
    <message>
        <source>the schema plancia</source>
        <translation>lo schema plancia</translation>
    </message>
    <message>
        <source>Kept as</source>
        <comment>name of a schema in a server</comment>
        <translation>Conservato come</translation>
    </message>
    <message>
        <source>The schema that a restore put aside, in the server itself. Restoring it undoes that restore.</source>
        <translation>Lo schema che un ripristino ha messo da parte, nel server stesso. Ripristinarlo annulla quel ripristino.</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>Esporta CSV…</translation>
    </message>
    <message>
        <source>Writes every table of this backup as a CSV file, into a folder of your choice.</source>
        <translation>Scrive ogni tabella di questo backup come file CSV, in una cartella a tua scelta.</translation>
    </message>
    <message>
        <source>Kept</source>
        <comment>heading: why a backup is kept</comment>
        <translation>Conservazione</translation>
    </message>
    <message>
        <source>Proved</source>
        <comment>when a backup was restored and checked</comment>
        <translation>Provato</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>non ancora</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Perché</translation>
    </message>
    <message>
        <source>Until</source>
        <comment>how long a backup is kept</comment>
        <translation>Fino a</translation>
    </message>
    <message>
        <source>no end in sight</source>
        <translation>senza scadenza</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Danno</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Elimina…</translation>
    </message>
    <message>
        <source>Second place</source>
        <translation>Secondo posto</translation>
    </message>
    <message>
        <source>only there, verified %1</source>
        <comment>%1: how long ago</comment>
        <translation>solo là, verificato %1</translation>
    </message>
    <message>
        <source>copied and verified there %1</source>
        <comment>%1: how long ago</comment>
        <translation>copiato e verificato là %1</translation>
    </message>
    <message>
        <source>not copied yet</source>
        <translation>non ancora copiato</translation>
    </message>
    <message>
        <source>Prove</source>
        <comment>a backup, by restoring it</comment>
        <translation>Prova</translation>
    </message>
    <message>
        <source>Restores it into a scratch copy and checks every rule of the data there.</source>
        <translation>Lo ripristina in una copia e lì controlla ogni regola dei dati.</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Sblocca</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Blocca</translation>
    </message>
    <message>
        <source>Retention decides again how long it is kept.</source>
        <translation>Decide di nuovo la conservazione quanto tenerlo.</translation>
    </message>
    <message>
        <source>It is never deleted by itself.</source>
        <translation>Non viene mai eliminato da sé.</translation>
    </message>
    <message>
        <source>Encrypted with</source>
        <comment>the key of a backup</comment>
        <translation>Cifrato con</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>note of a backup</comment>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Last without</source>
        <comment>the fault that every newer backup has</comment>
        <translation>Ultimo senza</translation>
    </message>
    <message>
        <source>Pages of the store changed although no commit wrote them: bit rot, a write that the disk lost, or another program. The backup before is kept. Compare the two; if this one is right, unpin that one.</source>
        <translation>Alcune pagine dell’archivio sono cambiate benché nessun commit le abbia scritte: degrado dei dati, una scrittura persa dal disco o un altro programma. Il backup precedente resta conservato. Confronta i due; se questo è giusto, sblocca quello.</translation>
    </message>
    <message>
        <source>Damaged pages</source>
        <translation>Pagine danneggiate</translation>
    </message>
    <message>
        <source>Changed pages</source>
        <translation>Pagine cambiate</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BackupsPage</name>
    <message>
        <source>Backups</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Esegui il backup</translation>
    </message>
    <message>
        <source>No file manager answered. The folder is %1</source>
        <translation>Nessun gestore di file ha risposto. La cartella è %1</translation>
    </message>
    <message>
        <source>Backed up and verified: %1.</source>
        <translation>Backup eseguito e verificato: %1.</translation>
    </message>
    <message>
        <source>Verified: the backup is as it was written, byte for byte.</source>
        <translation>Verificato: il backup è com’è stato scritto, byte per byte.</translation>
    </message>
    <message>
        <source>Cancelled. No backup was made, and nothing was left behind.</source>
        <translation>Annullato. Il backup non è stato eseguito e non resta nulla.</translation>
    </message>
    <message>
        <source>Cancelled. The backup was not verified to its end.</source>
        <translation>Annullato. Il backup non è stato verificato fino in fondo.</translation>
    </message>
    <message>
        <source>A backup is being made.</source>
        <translation>È in corso un backup.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backup</numerusform>
        </translation>
    </message>
    <message>
        <source>None is verified · %1</source>
        <translation>Nessuno è verificato · %1</translation>
    </message>
    <message>
        <source>No backups yet</source>
        <translation>Ancora nessun backup</translation>
    </message>
    <message>
        <source>The first one is being made. It is listed once it is verified.</source>
        <translation>Il primo è in corso. Comparirà nell’elenco una volta verificato.</translation>
    </message>
    <message>
        <source>Nothing would be left of this workspace if its file were lost.</source>
        <translation>Se il suo file andasse perduto, di questa area di lavoro non resterebbe nulla.</translation>
    </message>
    <message>
        <source>No backups here</source>
        <translation>Qui non si eseguono backup</translation>
    </message>
    <message>
        <source>Nothing to back up here</source>
        <translation>Qui non c’è nulla di cui eseguire il backup</translation>
    </message>
    <message>
        <source>Not backed up from here</source>
        <translation>Il backup non si esegue da qui</translation>
    </message>
    <message>
        <source>No backups were found</source>
        <translation>Nessun backup trovato</translation>
    </message>
    <message>
        <source>The folder of the backups holds none of this store.</source>
        <translation>La cartella dei backup non ne contiene di questo archivio.</translation>
    </message>
    <message>
        <source>Exported %1 rows to %2</source>
        <translation>Esportate %1 righe in %2</translation>
    </message>
    <message>
        <source>Delete the backup of %1?</source>
        <translation>Eliminare il backup del %1?</translation>
    </message>
    <message>
        <source>After that it is gone, and so is the way back to that state.</source>
        <translation>Dopo è perduto, e con lui il ritorno a quello stato.</translation>
    </message>
    <message>
        <source>Delete</source>
        <comment>a backup, to the trash</comment>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>The backup is in the trash until %1.</source>
        <translation>Il backup resta nel cestino fino al %1.</translation>
    </message>
    <message>
        <source>Proved: restored into a scratch copy, every rule of the data holds there.</source>
        <translation>Provato: ripristinato in una copia, ogni regola dei dati regge.</translation>
    </message>
    <message>
        <source>Cancelled. The backup was not proved to its end.</source>
        <translation>Annullato. Il backup non è stato provato fino in fondo.</translation>
    </message>
    <message>
        <source>What would go…</source>
        <translation>Che cosa sparirebbe…</translation>
    </message>
    <message>
        <source>Shows why each backup stays or goes, and what lies in the trash.</source>
        <translation>Mostra perché ogni backup resta o sparisce, e che cosa c’è nel cestino.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) moved to the trash.</source>
        <translation>
            <numerusform>%n backup spostato nel cestino.</numerusform>
            <numerusform>%n backup spostati nel cestino.</numerusform>
        </translation>
    </message>
    <message>
        <source>Noted: the clock is right.</source>
        <translation>Annotato: l’orologio è giusto.</translation>
    </message>
    <message>
        <source>Taken back from the trash.</source>
        <translation>Ripreso dal cestino.</translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation>Svuotare il cestino?</translation>
    </message>
    <message>
        <source>The backups in it are deleted from the disk.</source>
        <translation>I backup al suo interno vengono eliminati dal disco.</translation>
    </message>
    <message>
        <source>They cannot be had back.</source>
        <translation>Non si possono riavere.</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Svuota il cestino</translation>
    </message>
    <message>
        <source>The trash is empty: %1 are free again.</source>
        <translation>Il cestino è vuoto: %1 sono di nuovo liberi.</translation>
    </message>
    <message>
        <source>It goes to the trash and can be taken back for seven days.</source>
        <translation>Va nel cestino e si può riprendere per sette giorni.</translation>
    </message>
    <message>
        <source>A backup is a folder that was read back and verified before it counts.</source>
        <translation>Un backup è una cartella riletta e verificata prima di contare.</translation>
    </message>
    <message>
        <source>Newest proved %1 · %2</source>
        <comment>%1: how long ago, %2: how many backups</comment>
        <translation>Ultimo provato %1 · %2</translation>
    </message>
    <message>
        <source>Newest verified %1, none is proved · %2</source>
        <comment>%1: how long ago, %2: how many backups</comment>
        <translation>Ultimo verificato %1, nessuno è provato · %2</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Pianifica…</translation>
    </message>
    <message>
        <source>When backups are made by themselves, which are kept, when to warn, and where copies go.</source>
        <translation>Quando i backup si fanno da sé, quali si conservano, quando avvisare e dove vanno le copie.</translation>
    </message>
    <message>
        <source>one is due</source>
        <translation>ne tocca uno</translation>
    </message>
    <message>
        <source>next %1</source>
        <comment>a day and a time</comment>
        <translation>prossimo %1</translation>
    </message>
    <message>
        <source>Whole database</source>
        <translation>Tutto il database</translation>
    </message>
    <message>
        <source>Backs up every schema of the database, not Plancia&apos;s alone.</source>
        <translation>Esegue il backup di ogni schema del database, non solo di quello di Plancia.</translation>
    </message>
    <message>
        <source>None yet · %1</source>
        <comment>%1: when backups are made</comment>
        <translation>Ancora nessuno · %1</translation>
    </message>
    <message>
        <source>Every byte of the encrypted backup is as it was written. It was not opened: its key is not here.</source>
        <translation>Ogni byte del backup cifrato è come è stato scritto. Non è stato aperto: la sua chiave non è qui.</translation>
    </message>
    <message>
        <source>With a note…</source>
        <translation>Con una nota…</translation>
    </message>
    <message>
        <source>Backs up and keeps words of yours with it, for example why it was made.</source>
        <translation>Fa il backup e vi conserva una tua nota, per esempio perché è stato fatto.</translation>
    </message>
    <message>
        <source>Another backup is being made. Yours was not begun: ask again when that one is done.</source>
        <translation>È in corso un altro backup. Il tuo non è iniziato: chiedilo di nuovo quando quello è finito.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BlockingView</name>
    <message>
        <source>Sessions that wait for a lock of another</source>
        <translation>Sessioni che attendono un lock di un’altra</translation>
    </message>
    <message>
        <source>Change before (Ctrl+Left)</source>
        <translation>Cambiamento precedente (Ctrl+Sinistra)</translation>
    </message>
    <message>
        <source>Change after (Ctrl+Right)</source>
        <translation>Cambiamento successivo (Ctrl+Destra)</translation>
    </message>
    <message>
        <source>Who waited for whom</source>
        <translation>Chi attendeva chi</translation>
    </message>
    <message>
        <source>what is remembered begins at %1</source>
        <translation>quanto è in memoria comincia alle %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n session(s) waited</source>
        <comment>a moment, and how many sessions waited for a lock</comment>
        <translation>
            <numerusform>%1 · %n sessione attendeva</numerusform>
            <numerusform>%1 · %n sessioni attendevano</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · nobody waited</source>
        <comment>a moment</comment>
        <translation>%1 · nessuno attendeva</translation>
    </message>
    <message>
        <source>%1 · not known</source>
        <comment>a moment</comment>
        <translation>%1 · non noto</translation>
    </message>
    <message>
        <source>%1 · not known: %2</source>
        <comment>a moment, and a reason</comment>
        <translation>%1 · non noto: %2</translation>
    </message>
    <message numerus="yes">
        <source>at most %n at once</source>
        <comment>sessions that waited</comment>
        <translation>
            <numerusform>al massimo %n alla volta</numerusform>
            <numerusform>al massimo %n alla volta</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody waited</source>
        <comment>in a stretch of time</comment>
        <translation>nessuno ha atteso</translation>
    </message>
    <message numerus="yes">
        <source>There were %n more session(s) than are listed.</source>
        <comment>that waited, or that others waited for</comment>
        <translation>
            <numerusform>C’era %n altra sessione oltre a quelle in elenco.</numerusform>
            <numerusform>C’erano altre %n sessioni oltre a quelle in elenco.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is more to tell of this stretch than is read at once: the newest %1 moments are shown. A shorter stretch shows all of its own.</source>
        <translation>Di questo intervallo c’è più di quanto si legga in una volta: sono mostrati i %1 momenti più recenti. Un intervallo più breve mostra tutti i suoi.</translation>
    </message>
    <message>
        <source>No server is chosen</source>
        <translation>Nessun server scelto</translation>
    </message>
    <message>
        <source>Sessions wait for one another on a PostgreSQL server: choose one above.</source>
        <translation>Le sessioni si attendono a vicenda su un server PostgreSQL: sceglierne uno sopra.</translation>
    </message>
    <message>
        <source>No server is watched</source>
        <translation>Nessun server osservato</translation>
    </message>
    <message>
        <source>Sessions wait for one another on a PostgreSQL server. The agent watches each one that is saved as a connection.</source>
        <translation>Le sessioni si attendono a vicenda su un server PostgreSQL. L’agente osserva ogni server salvato come connessione.</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Apri le connessioni</translation>
    </message>
    <message>
        <source>Nobody waited</source>
        <translation>Nessuno attendeva</translation>
    </message>
    <message>
        <source>Of the sessions that this role may see, none waited for another then.</source>
        <translation>Delle sessioni che questo ruolo può vedere, allora nessuna ne attendeva un’altra.</translation>
    </message>
    <message>
        <source>No session waited for a lock of another one then.</source>
        <translation>Allora nessuna sessione attendeva un lock di un’altra.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
    <message>
        <source>Nothing is remembered of that moment.</source>
        <translation>Di quel momento non c’è niente in memoria.</translation>
    </message>
    <message>
        <source>Nothing is remembered of that moment: %1.</source>
        <comment>a reason</comment>
        <translation>Di quel momento non c’è niente in memoria: %1.</translation>
    </message>
    <message>
        <source>There is more to tell of this stretch than is read at once: the newest %1 moments are here.</source>
        <translation>Di questo intervallo c’è più di quanto si legga in una volta: qui ci sono gli ultimi %1 momenti.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BulkBar</name>
    <message>
        <source>Suspend…</source>
        <translation>Sospendi…</translation>
    </message>
    <message>
        <source>Activate…</source>
        <translation>Attiva…</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Add tags…</source>
        <translation>Aggiungi tag…</translation>
    </message>
    <message>
        <source>Take tags away…</source>
        <translation>Togli tag…</translation>
    </message>
    <message>
        <source>Clear</source>
        <comment>what is selected</comment>
        <translation>Deseleziona</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <comment>tenants</comment>
        <translation>
            <numerusform>%n selezionato</numerusform>
            <numerusform>%n selezionati</numerusform>
        </translation>
    </message>
    <message>
        <source>All that match (%1)</source>
        <comment>%1: a number</comment>
        <translation>Tutti i corrispondenti (%1)</translation>
    </message>
    <message>
        <source>All that match</source>
        <translation>Tutti i corrispondenti</translation>
    </message>
    <message>
        <source>Select all that match (%1)</source>
        <comment>%1: a number</comment>
        <translation>Seleziona tutti i corrispondenti (%1)</translation>
    </message>
    <message>
        <source>Select all that match</source>
        <translation>Seleziona tutti i corrispondenti</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BulkPanel</name>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Words such as: vip, eu-west</source>
        <translation>Parole come: vip, eu-west</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Kept in the audit trail for each of them, so that others can see later why it was done.</source>
        <translation>Resta nel registro per ciascuno di loro, perché altri possano vedere in seguito perché è stato fatto.</translation>
    </message>
    <message>
        <source>Name of the workspace</source>
        <translation>Nome dell’area di lavoro</translation>
    </message>
    <message>
        <source>This is production. Type “%1” to go on.</source>
        <translation>Questa è la produzione. Digitare “%1” per proseguire.</translation>
    </message>
    <message>
        <source>Undo an act on many tenants</source>
        <translation>Annulla un atto su molti tenant</translation>
    </message>
    <message>
        <source>Suspend tenants</source>
        <translation>Sospendi tenant</translation>
    </message>
    <message>
        <source>Activate tenants</source>
        <translation>Attiva tenant</translation>
    </message>
    <message>
        <source>Add tags to tenants</source>
        <translation>Aggiungi tag ai tenant</translation>
    </message>
    <message>
        <source>Take tags from tenants</source>
        <translation>Togli tag ai tenant</translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n tenant(s)</source>
        <translation>
            <numerusform>Sospendi %n tenant</numerusform>
            <numerusform>Sospendi %n tenant</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Activate %n tenant(s)</source>
        <translation>
            <numerusform>Attiva %n tenant</numerusform>
            <numerusform>Attiva %n tenant</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n tenant(s)</source>
        <translation>
            <numerusform>Cambia %n tenant</numerusform>
            <numerusform>Cambia %n tenant</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Looking which tenants would change…</source>
        <translation>Ricerca dei tenant che cambierebbero…</translation>
    </message>
    <message>
        <source>Type the tags to see which tenants would change.</source>
        <translation>Digitare i tag per vedere quali tenant cambierebbero.</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would be suspended.</source>
        <translation>
            <numerusform>%n tenant sarebbe sospeso.</numerusform>
            <numerusform>%n tenant sarebbero sospesi.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service refuses their users and keys from their next request on. Nothing is deleted, and it can be undone.</source>
        <translation>Il servizio rifiuta i loro utenti e le loro chiavi dalla prossima richiesta in poi. Non si elimina nulla, e si può annullare.</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would be activated.</source>
        <translation>
            <numerusform>%n tenant sarebbe attivato.</numerusform>
            <numerusform>%n tenant sarebbero attivati.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service lets their users and keys in from their next request on. A trial among them ends. It can be undone.</source>
        <translation>Il servizio ammette i loro utenti e le loro chiavi dalla prossima richiesta in poi. Le prove tra loro finiscono. Si può annullare.</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would get these tags.</source>
        <translation>
            <numerusform>%n tenant avrebbe questi tag.</numerusform>
            <numerusform>%n tenant avrebbero questi tag.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags that they have stay. It can be undone.</source>
        <translation>I tag che hanno restano. Si può annullare.</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) would lose these tags.</source>
        <translation>
            <numerusform>%n tenant perderebbe questi tag.</numerusform>
            <numerusform>%n tenant perderebbero questi tag.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other tags stay. It can be undone.</source>
        <translation>Gli altri tag restano. Si può annullare.</translation>
    </message>
    <message>
        <source>Some of them</source>
        <translation>Alcuni di loro</translation>
    </message>
    <message>
        <source>These</source>
        <translation>Questi</translation>
    </message>
    <message numerus="yes">
        <source>%n left alone</source>
        <comment>tenants</comment>
        <translation>
            <numerusform>%n non toccato</numerusform>
            <numerusform>%n non toccati</numerusform>
        </translation>
    </message>
    <message>
        <source>Putting the tenants back</source>
        <translation>Ripristino dei tenant</translation>
    </message>
    <message>
        <source>Changing tenants</source>
        <translation>Modifica dei tenant</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are as they were before.</source>
        <translation>
            <numerusform>%n tenant è com’era prima.</numerusform>
            <numerusform>%n tenant sono com’erano prima.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are suspended.</source>
        <translation>
            <numerusform>%n tenant è sospeso.</numerusform>
            <numerusform>%n tenant sono sospesi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are activated.</source>
        <translation>
            <numerusform>%n tenant è attivato.</numerusform>
            <numerusform>%n tenant sono attivati.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) got the tags.</source>
        <translation>
            <numerusform>%n tenant ha avuto i tag.</numerusform>
            <numerusform>%n tenant hanno avuto i tag.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) lost the tags.</source>
        <translation>
            <numerusform>%n tenant ha perso i tag.</numerusform>
            <numerusform>%n tenant hanno perso i tag.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was stopped before the end: %1 What was done until then stays.</source>
        <translation>Si è fermato prima della fine: %1 Quel che era fatto fino ad allora resta.</translation>
    </message>
    <message>
        <source>A backup was made before: %1</source>
        <translation>Prima è stato fatto un backup: %1</translation>
    </message>
    <message>
        <source>The moment before it has a name in the archive: “%1”.</source>
        <translation>Il momento prima ha un nome nell’archivio: “%1”.</translation>
    </message>
    <message numerus="yes">
        <source>%n left alone, since somebody changed them meanwhile</source>
        <comment>tenants</comment>
        <translation>
            <numerusform>%n non toccato, perché qualcuno l’ha cambiato nel frattempo</numerusform>
            <numerusform>%n non toccati, perché qualcuno li ha cambiati nel frattempo</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>%1: why, %2: some slugs</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>plancia::ui::BundleModel</name>
    <message>
        <source>What the program did in this run</source>
        <translation>Che cosa ha fatto il programma in questa esecuzione</translation>
    </message>
    <message>
        <source>Errors that were shown, and when</source>
        <translation>Gli errori mostrati, e quando</translation>
    </message>
    <message>
        <source>Versions of the program and its libraries</source>
        <translation>Versioni del programma e delle sue librerie</translation>
    </message>
    <message>
        <source>Settings, without secrets</source>
        <translation>Impostazioni, senza segreti</translation>
    </message>
    <message>
        <source>Shape of the store and rows per table</source>
        <translation>Struttura dell’archivio e righe per tabella</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Why it is in</source>
        <translation>Perché è incluso</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dimensione</translation>
    </message>
    <message>
        <source>Masked</source>
        <comment>column: how many values were masked</comment>
        <translation>Mascherati</translation>
    </message>
    <message>
        <source>List of the files, with their hashes</source>
        <translation>Elenco dei file, con i loro hash</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ChannelList</name>
    <message>
        <source>Channels</source>
        <translation>Canali</translation>
    </message>
    <message>
        <source>None: alerts are told here and by this computer’s notifications only.</source>
        <translation>Nessuno: gli allarmi si vedono solo qui e nelle notifiche di questo computer.</translation>
    </message>
    <message>
        <source>The last message was not handed over</source>
        <translation>L’ultimo messaggio non è stato consegnato</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Consegnato</translation>
    </message>
    <message>
        <source>Nothing handed over yet</source>
        <translation>Ancora nulla di consegnato</translation>
    </message>
    <message>
        <source>critical only</source>
        <translation>solo critici</translation>
    </message>
    <message>
        <source>warnings, too</source>
        <translation>anche avvisi</translation>
    </message>
    <message>
        <source>last %1</source>
        <comment>when a message was handed over</comment>
        <translation>ultimo %1</translation>
    </message>
    <message>
        <source>nothing handed over yet</source>
        <translation>ancora nulla di consegnato</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Manda una prova</translation>
    </message>
    <message>
        <source>Send a test to %1</source>
        <translation>Manda una prova a %1</translation>
    </message>
</context>
<context>
    <name>plancia::ui::CheckPanel</name>
    <message>
        <source>Repair…</source>
        <translation>Ripara…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Ricontrolla</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Controlla ora</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Trovati</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>number of faults</comment>
        <translation>nulla</translation>
    </message>
    <message>
        <source>Checked</source>
        <comment>when</comment>
        <translation>Controllato</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long an act took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Runs</source>
        <comment>when a check runs</comment>
        <translation>Quando</translation>
    </message>
    <message>
        <source>when asked: it reads the whole store</source>
        <translation>su richiesta: legge l’intero archivio</translation>
    </message>
    <message>
        <source>Some of what was found</source>
        <translation>Una parte di ciò che è stato trovato</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Che cosa è stato trovato</translation>
    </message>
    <message>
        <source>Check again to see what was found: rows of the store are not kept.</source>
        <translation>Ricontrollare per vedere che cosa è stato trovato: le righe dell’archivio non vengono conservate.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Errore</translation>
    </message>
    <message>
        <source>Plancia can repair this: it works the right value out from the rest of the store, after a backup.</source>
        <translation>Plancia può ripararlo: ricava il valore giusto dal resto dell’archivio, dopo un backup.</translation>
    </message>
    <message>
        <source>Plancia can repair this in a store that may be written.</source>
        <translation>Plancia può ripararlo in un archivio in cui si può scrivere.</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>Che cosa aiuta</translation>
    </message>
    <message>
        <source>Reads</source>
        <comment>what a query reads</comment>
        <translation>Legge</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Plan</source>
        <comment>how the store answers a query</comment>
        <translation>Piano</translation>
    </message>
    <message>
        <source>Grows with the store</source>
        <translation>Cresce con l’archivio</translation>
    </message>
    <message>
        <source>This step reads or sorts more rows as there are more of them. An index in that order would end it.</source>
        <translation>Questo passo legge o ordina più righe man mano che aumentano. Un indice in quell’ordine lo eviterebbe.</translation>
    </message>
    <message>
        <source>Find the last backup without it</source>
        <translation>Trova l’ultimo backup senza difetto</translation>
    </message>
    <message>
        <source>Runs this check on some of the backups, halving them until it is found since when the fault is there. The last clean one is kept.</source>
        <translation>Esegue questo controllo su alcuni backup, dimezzandoli finché si trova da quando c’è il difetto. L’ultimo integro resta conservato.</translation>
    </message>
    <message>
        <source>Show that backup</source>
        <translation>Mostra quel backup</translation>
    </message>
</context>
<context>
    <name>plancia::ui::Compare</name>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n tabella</numerusform>
            <numerusform>%n tabelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) differ in %1</source>
        <extracomment>%1: &quot;2 tables&quot;</extracomment>
        <translation>
            <numerusform>%n riga differisce in %1</numerusform>
            <numerusform>%n righe differiscono in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No differences.</source>
        <translation>Nessuna differenza.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing differs where the two could be compared, but %n table(s) could not be.</source>
        <translation>
            <numerusform>Nulla differisce dove il confronto è stato possibile, ma %n tabella non è confrontabile.</numerusform>
            <numerusform>Nulla differisce dove il confronto è stato possibile, ma %n tabelle non sono confrontabili.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) more in the audit trail</source>
        <translation>
            <numerusform>%n atto in più nel registro di audit</numerusform>
            <numerusform>%n atti in più nel registro di audit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) fewer in the audit trail</source>
        <translation>
            <numerusform>%n atto in meno nel registro di audit</numerusform>
            <numerusform>%n atti in meno nel registro di audit</numerusform>
        </translation>
    </message>
    <message>
        <source>tables or indexes differ</source>
        <translation>tabelle o indici differiscono</translation>
    </message>
    <message>
        <source>only the bookkeeping of the store differs</source>
        <translation>differisce solo la contabilità interna dell’archivio</translation>
    </message>
    <message>
        <source>the columns of the tables differ</source>
        <translation>le colonne delle tabelle differiscono</translation>
    </message>
    <message>
        <source>same</source>
        <comment>state of a table that was compared</comment>
        <translation>uguale</translation>
    </message>
    <message>
        <source>different</source>
        <comment>state of a table that was compared</comment>
        <translation>diversa</translation>
    </message>
    <message>
        <source>only left</source>
        <comment>state of a table that was compared</comment>
        <translation>solo a sinistra</translation>
    </message>
    <message>
        <source>only right</source>
        <comment>state of a table that was compared</comment>
        <translation>solo a destra</translation>
    </message>
    <message>
        <source>not comparable</source>
        <comment>state of a table that was compared</comment>
        <translation>non confrontabile</translation>
    </message>
    <message>
        <source>It cannot be compared: %1.</source>
        <translation>Non si può confrontare: %1.</translation>
    </message>
    <message>
        <source>Only the left side has this table.</source>
        <translation>Solo il lato sinistro ha questa tabella.</translation>
    </message>
    <message>
        <source>Only the right side has this table.</source>
        <translation>Solo il lato destro ha questa tabella.</translation>
    </message>
    <message>
        <source>Columns only on the left: %1.</source>
        <translation>Colonne solo a sinistra: %1.</translation>
    </message>
    <message>
        <source>Columns only on the right: %1.</source>
        <translation>Colonne solo a destra: %1.</translation>
    </message>
    <message>
        <source>Tables and indexes</source>
        <comment>the schema of a store, in a list of tables</comment>
        <translation>Tabelle e indici</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>a field without text</comment>
        <translation>vuoto</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>Confronta</translation>
    </message>
    <message>
        <source>What was added, removed and changed from one state to another, row by row.</source>
        <translation>Che cosa è stato aggiunto, rimosso e modificato da uno stato all’altro, riga per riga.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Change the sides</source>
        <translation>Scambia i lati</translation>
    </message>
    <message>
        <source>Before (left)</source>
        <translation>Prima (sinistra)</translation>
    </message>
    <message>
        <source>After (right)</source>
        <translation>Dopo (destra)</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Confronto in corso</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Annullato. Nulla è stato modificato.</translation>
    </message>
    <message>
        <source>Both sides are read once. Nothing is changed.</source>
        <translation>I due lati vengono letti una volta. Nulla viene modificato.</translation>
    </message>
    <message>
        <source>Nothing compared yet</source>
        <translation>Nessun confronto finora</translation>
    </message>
    <message>
        <source>Export the differences</source>
        <translation>Esporta le differenze</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>Righe JSON (*.jsonl)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Scritto: %1</translation>
    </message>
    <message>
        <source>Compare</source>
        <comment>title of the page</comment>
        <translation>Confronto</translation>
    </message>
    <message>
        <source>Choose two states of a store: a backup and now, two backups, two moments, two files, or two servers.</source>
        <translation>Scegliere due stati di un archivio: un backup e adesso, due backup, due momenti, due file o due server.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ComparedTablesModel</name>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column: whether a table differs</comment>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Rows left</source>
        <comment>column: rows of the left side</comment>
        <translation>Righe sx</translation>
    </message>
    <message>
        <source>Rows right</source>
        <comment>column: rows of the right side</comment>
        <translation>Righe dx</translation>
    </message>
    <message>
        <source>Added</source>
        <comment>column: how many rows</comment>
        <translation>Aggiunte</translation>
    </message>
    <message>
        <source>Removed</source>
        <comment>column: how many rows</comment>
        <translation>Rimosse</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>column: how many rows</comment>
        <translation>Modificate</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConfirmDialog</name>
    <message>
        <source>Workspace: %1</source>
        <translation>Area di lavoro: %1</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Kept in the audit trail.</source>
        <translation>Conservato nel registro di audit.</translation>
    </message>
    <message>
        <source>Type the name to go on</source>
        <translation>Digitare il nome per proseguire</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionForm</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>db.example.org, an address, or /run/postgresql</source>
        <translation>db.example.org, un indirizzo, o /run/postgresql</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Typed here</source>
        <translation>Digitata qui</translation>
    </message>
    <message>
        <source>From ~/.pgpass or the service</source>
        <translation>Da ~/.pgpass o dal servizio</translation>
    </message>
    <message>
        <source>None is needed</source>
        <translation>Non serve</translation>
    </message>
    <message>
        <source>Where the password comes from</source>
        <translation>Da dove viene la password</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifratura</translation>
    </message>
    <message>
        <source>Service (optional)</source>
        <translation>Servizio (facoltativo)</translation>
    </message>
    <message>
        <source>A name in pg_service.conf; it fills what is left empty above.</source>
        <translation>Un nome in pg_service.conf; completa ciò che sopra è lasciato vuoto.</translation>
    </message>
    <message>
        <source>Band over the window</source>
        <translation>Fascia sopra la finestra</translation>
    </message>
    <message>
        <source>Open it read-only</source>
        <translation>Apri in sola lettura</translation>
    </message>
    <message>
        <source>Type to replace the stored one</source>
        <translation>Digitare per sostituire quella conservata</translation>
    </message>
    <message>
        <source>It goes to the key ring of this session, never to a file of Plancia’s.</source>
        <translation>Va nel portachiavi di questa sessione, mai in un file di Plancia.</translation>
    </message>
    <message>
        <source>There is no key ring here: it is kept for this run only and asked again at the next.</source>
        <translation>Qui non c’è un portachiavi: è conservata solo per questa esecuzione e sarà chiesta di nuovo alla prossima.</translation>
    </message>
    <message>
        <source>The key ring is locked: it is kept for this run only and asked again at the next.</source>
        <translation>Il portachiavi è bloccato: è conservata solo per questa esecuzione e sarà chiesta di nuovo alla prossima.</translation>
    </message>
    <message>
        <source>Type it again: a password is not kept while the page is built anew.</source>
        <translation>Digitarla di nuovo: la password non si conserva mentre la pagina viene ricostruita.</translation>
    </message>
    <message>
        <source>Looking for the key ring of this session…</source>
        <translation>Ricerca del portachiavi di questa sessione…</translation>
    </message>
    <message>
        <source>This server may sleep</source>
        <translation>Questo server può dormire</translation>
    </message>
    <message>
        <source>As a serverless one does: it is looked at only while a page looks.</source>
        <translation>Come fa uno serverless: viene guardato solo mentre una pagina guarda.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionTestView</name>
    <message>
        <source>Testing “%1”</source>
        <translation>Prova di “%1” in corso</translation>
    </message>
    <message>
        <source>Asking the server, stage by stage. A server that does not answer is given up after some seconds.</source>
        <translation>Il server viene interrogato fase per fase. Se non risponde, si rinuncia dopo alcuni secondi.</translation>
    </message>
    <message>
        <source>Test of “%1”</source>
        <translation>Prova di “%1”</translation>
    </message>
    <message>
        <source>%1 lets %2 in, but look at what follows.</source>
        <translation>%1 accetta %2, ma guardare quanto segue.</translation>
    </message>
    <message>
        <source>%1 lets %2 in.</source>
        <translation>%1 accetta %2.</translation>
    </message>
    <message>
        <source>%1 lets %2 in. Plancia’s schema is not installed there yet.</source>
        <translation>%1 accetta %2. Lo schema di Plancia non vi è ancora installato.</translation>
    </message>
    <message>
        <source>Look at the schema</source>
        <translation>Esamina lo schema</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionsModel</name>
    <message>
        <source>%1, read-only</source>
        <translation>%1, sola lettura</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Posizione</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifratura</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Fascia</translation>
    </message>
    <message>
        <source>may sleep</source>
        <translation>può dormire</translation>
    </message>
    <message>
        <source>Sleep</source>
        <comment>whether a server may</comment>
        <translation>Sonno</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Connessioni</translation>
    </message>
    <message>
        <source>PostgreSQL servers that this installation knows.</source>
        <translation>I server PostgreSQL che questa installazione conosce.</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>Nuova connessione</translation>
    </message>
    <message>
        <source>No connection yet</source>
        <translation>Ancora nessuna connessione</translation>
    </message>
    <message>
        <source>Add the server that holds your service’s control plane. Nothing is installed there before you have seen it.</source>
        <translation>Aggiungere il server che contiene il piano di controllo del servizio. Non vi si installa nulla prima di averlo mostrato.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Prova la connessione</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>a connection as the workspace</comment>
        <translation>Apri</translation>
    </message>
    <message>
        <source>The roles script was saved as %1.</source>
        <translation>Lo script dei ruoli è stato salvato come %1.</translation>
    </message>
    <message>
        <source>Plancia’s schema…</source>
        <translation>Schema di Plancia…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Rimuovi…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conserva</translation>
    </message>
    <message>
        <source>Remove “%1”? Its settings here and its stored password are lost; typing them in again brings them back. The server and its data are not touched.</source>
        <translation>Rimuovere “%1”? Le sue impostazioni e la password conservata vanno perdute; per riaverle occorre digitarle di nuovo. Il server e i suoi dati non sono toccati.</translation>
    </message>
    <message>
        <source>Remove “%1”? Its settings here are lost. The server and its data are not touched.</source>
        <translation>Rimuovere “%1”? Le sue impostazioni vanno perdute. Il server e i suoi dati non sono toccati.</translation>
    </message>
    <message numerus="yes">
        <source>%n PostgreSQL server(s) that this installation knows.</source>
        <translation>
            <numerusform>%n server PostgreSQL noto a questa installazione.</numerusform>
            <numerusform>%n server PostgreSQL noti a questa installazione.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the changes first.</source>
        <translation>Salvare prima le modifiche.</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>non salvata</translation>
    </message>
    <message>
        <source>“%1” was removed from the list.</source>
        <translation>“%1” è stata rimossa dall’elenco.</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produzione</translation>
    </message>
    <message>
        <source>saved, password for this run</source>
        <translation>salvata, password per questa esecuzione</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>salvata</translation>
    </message>
    <message>
        <source>Move a store…</source>
        <translation>Sposta un archivio…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::DashboardEditor</name>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Add a tile…</source>
        <translation>Aggiungi un riquadro…</translation>
    </message>
    <message>
        <source>Put back as shipped</source>
        <translation>Ripristina l’originale</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Save as a new one</source>
        <translation>Salva come nuovo</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>Salvato in %1</translation>
    </message>
    <message numerus="yes">
        <source>A dashboard has at most %n rows.</source>
        <translation>
            <numerusform>Un cruscotto ha al massimo %n riga.</numerusform>
            <numerusform>Un cruscotto ha al massimo %n righe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::DifferencesPanel</name>
    <message>
        <source>Added</source>
        <comment>a row</comment>
        <translation>Aggiunta</translation>
    </message>
    <message>
        <source>Removed</source>
        <comment>a row</comment>
        <translation>Rimossa</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>a row</comment>
        <translation>Modificata</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <extracomment>a field of a row, before and after</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Every row is the same on both sides.</source>
        <translation>Tutte le righe sono uguali sui due lati.</translation>
    </message>
    <message>
        <source>%1 added · %2 removed · %3 changed</source>
        <comment>rows of a table</comment>
        <translation>%1 aggiunte · %2 rimosse · %3 modificate</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mostra altre</translation>
    </message>
    <message>
        <source>There are more. Export them to see all that were kept.</source>
        <translation>Ce ne sono altre. Esportarle per vedere tutte quelle conservate.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) more</source>
        <translation>
            <numerusform>%n altro campo</numerusform>
            <numerusform>altri %n campi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::DurationEdit</name>
    <message>
        <source>Unit</source>
        <translation>Unità</translation>
    </message>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>min</source>
        <comment>minutes</comment>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <comment>hours</comment>
        <translation>h</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ErrorPanel</name>
    <message>
        <source>Details</source>
        <translation>Dettagli</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Try again when it is mended.</source>
        <translation>Riprovare quando è stato risolto.</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Nascondi i dettagli</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiato</translation>
    </message>
</context>
<context>
    <name>plancia::ui::EventPanel</name>
    <message>
        <source>Event</source>
        <translation>Evento</translation>
    </message>
    <message>
        <source>Same trace</source>
        <translation>Stessa traccia</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Messaggio</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ora locale</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Trace</source>
        <comment>id of a trace or request</comment>
        <translation>Traccia</translation>
    </message>
    <message>
        <source>Took</source>
        <comment>how long what an event tells of took</comment>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Stands for</source>
        <comment>how many events, as the agent keeps one in so many</comment>
        <translation>Rappresenta</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>place in the agent&apos;s stream</comment>
        <translation>Numero</translation>
    </message>
    <message>
        <source>All events of this type</source>
        <translation>Tutti gli eventi di questo tipo</translation>
    </message>
    <message>
        <source>All events of this tenant</source>
        <translation>Tutti gli eventi di questo tenant</translation>
    </message>
    <message>
        <source>All events of this trace</source>
        <translation>Tutti gli eventi di questa traccia</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Dettagli</translation>
    </message>
    <message>
        <source>This event names no trace or request, so nothing else can be told to belong to it.</source>
        <translation>Questo evento non indica una traccia o una richiesta, quindi non si può dire che altro gli appartenga.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventi</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lettura…</translation>
    </message>
    <message>
        <source>Only the newest %1 are shown.</source>
        <translation>Sono mostrati solo i %1 più recenti.</translation>
    </message>
    <message>
        <source>Acts in this workspace</source>
        <translation>Azioni in quest’area di lavoro</translation>
    </message>
    <message>
        <source>No workspace with an audit trail is open.</source>
        <translation>Nessuna area di lavoro con un registro di controllo è aperta.</translation>
    </message>
    <message>
        <source>No act within an hour of this event names this trace as its request.</source>
        <translation>Nessuna azione entro un’ora da questo evento indica questa traccia come sua richiesta.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::EventsView</name>
    <message>
        <source>Events</source>
        <translation>Eventi</translation>
    </message>
    <message>
        <source>Search in events</source>
        <translation>Cerca negli eventi</translation>
    </message>
    <message>
        <source>The text is a regular expression</source>
        <translation>Il testo è un’espressione regolare</translation>
    </message>
    <message>
        <source>Least severity</source>
        <translation>Gravità minima</translation>
    </message>
    <message>
        <source>Every severity</source>
        <translation>Ogni gravità</translation>
    </message>
    <message>
        <source>Info and worse</source>
        <translation>Info e peggio</translation>
    </message>
    <message>
        <source>Warnings and worse</source>
        <translation>Avvisi e peggio</translation>
    </message>
    <message>
        <source>Errors and worse</source>
        <translation>Errori e peggio</translation>
    </message>
    <message>
        <source>Critical only</source>
        <translation>Solo critici</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>Ogni origine</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Every type</source>
        <translation>Ogni tipo</translation>
    </message>
    <message>
        <source>Type</source>
        <comment>column: what kind of event</comment>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Every tenant</source>
        <translation>Ogni tenant</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Share of errors</source>
        <translation>Quota di errori</translation>
    </message>
    <message>
        <source>Errors and worse, of all</source>
        <translation>Errori e peggio, sul totale</translation>
    </message>
    <message>
        <source>Trace %1</source>
        <translation>Traccia %1</translation>
    </message>
    <message>
        <source>Only what belongs to the trace %1. Click to see everything again.</source>
        <translation>Solo ciò che appartiene alla traccia %1. Fai clic per rivedere tutto.</translation>
    </message>
    <message>
        <source>no events</source>
        <translation>nessun evento</translation>
    </message>
    <message>
        <source>Reading… %1</source>
        <comment>so many events so far</comment>
        <translation>Lettura… %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s)</source>
        <comment>in the stretch of time that is shown</comment>
        <translation>
            <numerusform>%1 evento</numerusform>
            <numerusform>%1 eventi</numerusform>
        </translation>
    </message>
    <message>
        <source>There are more events in this stretch than fit into memory: the newest %1 are shown. A shorter stretch shows all of its own.</source>
        <translation>In questo intervallo ci sono più eventi di quanti ne stiano in memoria: sono mostrati i %1 più recenti. Un intervallo più breve li mostra tutti.</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>Nessun evento</translation>
    </message>
    <message>
        <source>Nothing was told in this stretch of time. Services send their events to the agent by HTTP or NOTIFY; the handbook says how, under “Events”.</source>
        <translation>In questo intervallo non è stato comunicato nulla. I servizi inviano i loro eventi all’agente via HTTP o NOTIFY; il manuale dice come, in “Events”.</translation>
    </message>
    <message>
        <source>No such events</source>
        <translation>Nessun evento di questo tipo</translation>
    </message>
    <message>
        <source>No event of this stretch of time is what the filter asks for.</source>
        <translation>Nessun evento di questo intervallo corrisponde al filtro.</translation>
    </message>
    <message>
        <source>For %1 events the pattern takes too long: they are not shown. A simpler one finds them.</source>
        <translation>Per %1 eventi il modello richiede troppo tempo: non sono mostrati. Uno più semplice li trova.</translation>
    </message>
    <message>
        <source>Not all events of this stretch were read yet.</source>
        <translation>Non tutti gli eventi di questo intervallo sono ancora stati letti.</translation>
    </message>
    <message>
        <source>There are more events in this stretch than fit into memory: the newest are here.</source>
        <translation>In questo intervallo ci sono più eventi di quanti ne entrino in memoria: qui ci sono i più recenti.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::FactGrid</name>
    <message>
        <source>%1: %2</source>
        <comment>what a value is, and the value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation>Copia “%1”</translation>
    </message>
</context>
<context>
    <name>plancia::ui::HealthModel</name>
    <message>
        <source>%1 up, %2 of the time known</source>
        <translation>%1 in funzione, noto il %2 del tempo</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 of the time that is known; %2 of the span are not known.</source>
        <translation>%1 del tempo noto; %2 dell’intervallo non sono noti.</translation>
    </message>
    <message>
        <source>Looked at %1</source>
        <translation>Controllato il %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Indirizzo</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Storia</translation>
    </message>
    <message>
        <source>Up-time</source>
        <translation>Disponibilità</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>when a state began</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>Answer</source>
        <comment>how long an answer took</comment>
        <translation>Risposta</translation>
    </message>
    <message>
        <source>Asleep</source>
        <comment>state of a server that may sleep</comment>
        <translation>Dorme</translation>
    </message>
    <message>
        <source>Watched server</source>
        <translation>Server sorvegliato</translation>
    </message>
</context>
<context>
    <name>plancia::ui::HealthPage</name>
    <message>
        <source>Last hour</source>
        <translation>Ultima ora</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 ore</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 giorni</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 giorni</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Salute</translation>
    </message>
    <message>
        <source>Add target</source>
        <translation>Aggiungi obiettivo</translation>
    </message>
    <message>
        <source>Span of the histories</source>
        <translation>Intervallo delle storie</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prova</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), watched by this console</source>
        <translation>
            <numerusform>%n obiettivo, controllato da questa console</numerusform>
            <numerusform>%n obiettivi, controllati da questa console</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), watched by %1</source>
        <translation>
            <numerusform>%n obiettivo, controllato da %1</numerusform>
            <numerusform>%n obiettivi, controllati da %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation>
            <numerusform>%n fuori servizio</numerusform>
            <numerusform>%n fuori servizio</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%n degradato</numerusform>
            <numerusform>%n degradati</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n sconosciuto</numerusform>
            <numerusform>%n sconosciuti</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is watched yet</source>
        <translation>Non si controlla ancora nulla</translation>
    </message>
    <message>
        <source>Add a server, a page, a port, a certificate or a disk: this console looks at it while it runs, and remembers how it was.</source>
        <translation>Aggiungi un server, una pagina, una porta, un certificato o un disco: questa console lo controlla mentre è aperta e ne ricorda lo stato.</translation>
    </message>
    <message>
        <source>%1 told of no health target. They stand in its configuration, agent.toml, under [[target]].</source>
        <translation>%1 non ha detto di alcun obiettivo. Stanno nella sua configurazione, agent.toml, sotto [[target]].</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <comment>a health target</comment>
        <translation>Modifica %1</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>non salvato</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Controllo…</translation>
    </message>
    <message>
        <source>It is down now. It can be saved all the same.</source>
        <translation>Ora è fuori servizio. Si può salvare lo stesso.</translation>
    </message>
    <message>
        <source>It is degraded now. It can be saved all the same.</source>
        <translation>Ora è degradato. Si può salvare lo stesso.</translation>
    </message>
    <message>
        <source>It is up: an answer after %1 ms.</source>
        <translation>È in funzione: risposta dopo %1 ms.</translation>
    </message>
    <message>
        <source>“%1” is watched now.</source>
        <translation>Ora «%1» è controllato.</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>Rimuovere «%1»?</translation>
    </message>
    <message>
        <source>It is looked at no longer. What is remembered of it stays, and comes back with a target of this name.</source>
        <translation>Non si controlla più. Ciò che se ne ricorda resta, e torna con un obiettivo di questo nome.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>“%1” is watched no longer.</source>
        <translation>«%1» non è più controllato.</translation>
    </message>
    <message>
        <source>Shop</source>
        <comment>example of a health target</comment>
        <translation>Negozio</translation>
    </message>
    <message>
        <source>Servers, pages, ports, certificates and disks, and whether they are well.</source>
        <translation>Server, pagine, porte, certificati e dischi, e se stanno bene.</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n server</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::ImportPanel</name>
    <message>
        <source>Slug</source>
        <translation>Slug</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>End of trial</source>
        <translation>Fine della prova</translation>
    </message>
    <message>
        <source>– left out –</source>
        <comment>a column of a file</comment>
        <translation>– tralasciata –</translation>
    </message>
    <message>
        <source>Import tenants</source>
        <translation>Importa tenant</translation>
    </message>
    <message>
        <source>All rows or none</source>
        <translation>Tutte le righe o nessuna</translation>
    </message>
    <message>
        <source>Good rows only; the others are left out</source>
        <translation>Solo le righe buone; le altre si tralasciano</translation>
    </message>
    <message>
        <source>Save the list as CSV…</source>
        <translation>Salva l’elenco in CSV…</translation>
    </message>
    <message>
        <source>A list of tenants</source>
        <translation>Un elenco di tenant</translation>
    </message>
    <message>
        <source>Lists (*.csv *.json *.jsonl *.ndjson *.txt)</source>
        <translation>Elenchi (*.csv *.json *.jsonl *.ndjson *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) are imported.</source>
        <translation>
            <numerusform>%n tenant è importato.</numerusform>
            <numerusform>%n tenant sono importati.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was stopped before the end: %1 What was made until then stays.</source>
        <translation>Si è fermato prima della fine: %1 Quel che era creato fino ad allora resta.</translation>
    </message>
    <message>
        <source>A backup was made before: %1</source>
        <translation>Prima è stato fatto un backup: %1</translation>
    </message>
    <message>
        <source>The moment before it has a name in the archive: “%1”.</source>
        <translation>Il momento prima ha un nome nell’archivio: “%1”.</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Importazione di %1</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Lettura di %1…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n row(s)</source>
        <comment>%1: name of a file</comment>
        <translation>
            <numerusform>%1: %n riga</numerusform>
            <numerusform>%1: %n righe</numerusform>
        </translation>
    </message>
    <message>
        <source>Good: %1. With a fault: %2.</source>
        <translation>Buone: %1. Con un errore: %2.</translation>
    </message>
    <message>
        <source>Say which column is the name.</source>
        <translation>Indicare quale colonna è il nome.</translation>
    </message>
    <message>
        <source>The slugs are made from the names.</source>
        <translation>Gli slug si ricavano dai nomi.</translation>
    </message>
    <message>
        <source>Field of the column %1</source>
        <translation>Campo della colonna %1</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Riga %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>faults</comment>
        <translation>
            <numerusform>e %n altro</numerusform>
            <numerusform>e altri %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Tralasciate</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Che cosa non va</translation>
    </message>
    <message numerus="yes">
        <source>Import %n tenant(s)</source>
        <translation>
            <numerusform>Importa %n tenant</numerusform>
            <numerusform>Importa %n tenant</numerusform>
        </translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Un altro file…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Where the list of faults is written</source>
        <translation>Dove si scrive l’elenco degli errori</translation>
    </message>
    <message>
        <source>The list is written to %1.</source>
        <translation>L’elenco è scritto in %1.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::IntakeKey</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>What it is for, such as “Deploy of the shop”. Empty: no key yet.</source>
        <translation>A che cosa serve, ad esempio “Deploy del negozio”. Vuoto: ancora nessuna chiave.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Part of the key, such as live or test.</source>
        <translation>Parte della chiave, ad esempio live o test.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permessi</translation>
    </message>
    <message>
        <source>As the service knows them, such as “orders:read, orders:write”.</source>
        <translation>Come li conosce il servizio, ad esempio “orders:read, orders:write”.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::IntakeLimits</name>
    <message>
        <source>Empty: %1, the default.</source>
        <translation>Vuoto: %1, il valore predefinito.</translation>
    </message>
    <message>
        <source>Empty: no limit.</source>
        <translation>Vuoto: nessun limite.</translation>
    </message>
    <message>
        <source>In the currency of the service. Empty: no limit.</source>
        <translation>Nella valuta del servizio. Vuoto: nessun limite.</translation>
    </message>
    <message>
        <source>Such as 50 GiB. Empty: no limit.</source>
        <translation>Ad esempio 50 GiB. Vuoto: nessun limite.</translation>
    </message>
    <message>
        <source>How many people may come in. Empty: no limit.</source>
        <translation>Quante persone possono entrare. Vuoto: nessun limite.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::IntakePanel</name>
    <message>
        <source>One-time code of the person</source>
        <translation>Codice monouso della persona</translation>
    </message>
    <message>
        <source>Who is taken in. Nothing is saved before the last step.</source>
        <translation>Chi viene accolto. Nulla è salvato prima dell’ultimo passo.</translation>
    </message>
    <message>
        <source>What was agreed. Other limits are set later, beside the tenant.</source>
        <translation>Che cosa è stato concordato. Altri limiti si impostano dopo, accanto al tenant.</translation>
    </message>
    <message>
        <source>Who comes in first, and invites the others.</source>
        <translation>Chi entra per primo e invita gli altri.</translation>
    </message>
    <message>
        <source>The key by which the customer’s programs come in.</source>
        <translation>La chiave con cui entrano i programmi del cliente.</translation>
    </message>
    <message>
        <source>All of this is done in one act, or nothing of it.</source>
        <translation>Tutto questo avviene in un solo atto, o non avviene nulla.</translation>
    </message>
    <message>
        <source>All of it is done. Code and key are shown this once.</source>
        <translation>È tutto fatto. Codice e chiave sono mostrati solo questa volta.</translation>
    </message>
    <message>
        <source>Step %1 of %2. %3</source>
        <comment>number, of how many, a sentence</comment>
        <translation>Passo %1 di %2. %3</translation>
    </message>
    <message>
        <source>Take a tenant in</source>
        <translation>Accogli un tenant</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvataggio…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avanti</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>Accogli</translation>
    </message>
    <message>
        <source>Save hand-over sheet…</source>
        <translation>Salva il foglio di consegna…</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Slug</source>
        <translation>Slug</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limiti</translation>
    </message>
    <message>
        <source>the defaults</source>
        <translation>quelli predefiniti</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>address and role</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>ancora nessuno</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chiave API</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ancora nessuna</translation>
    </message>
    <message>
        <source>It was made for %1.</source>
        <translation>È stata creata per %1.</translation>
    </message>
    <message>
        <source>Code good until</source>
        <translation>Codice valido fino a</translation>
    </message>
    <message>
        <source>The sheet tells the customer what was set up and how to come in. Code and key do not stand on it.</source>
        <translation>Il foglio dice al cliente che cosa è stato preparato e come entrare. Codice e chiave non vi compaiono.</translation>
    </message>
    <message>
        <source>Where the hand-over sheet is written</source>
        <translation>Dove viene scritto il foglio di consegna</translation>
    </message>
    <message>
        <source>Saved in %1. Open it to print it.</source>
        <translation>Salvato in %1. Aprilo per stamparlo.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::IntakePerson</name>
    <message>
        <source>E-mail address</source>
        <translation>Indirizzo e-mail</translation>
    </message>
    <message>
        <source>Gets a one-time code. Empty: nobody is invited yet.</source>
        <translation>Riceve un codice monouso. Vuoto: nessuno è ancora invitato.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>The first person is the owner as a rule.</source>
        <translation>La prima persona è di regola il proprietario.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyActs</name>
    <message>
        <source>Enable %1?</source>
        <translation>Riattivare %1?</translation>
    </message>
    <message>
        <source>The service lets it in again from the next request on.</source>
        <translation>Il servizio la ammette di nuovo dalla prossima richiesta in poi.</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Riattiva</translation>
    </message>
    <message>
        <source>%1 is enabled.</source>
        <translation>%1 è riattivata.</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>Disattivare %1?</translation>
    </message>
    <message>
        <source>The service refuses it from the next request on. It can be enabled again.</source>
        <translation>Il servizio la rifiuta dalla prossima richiesta in poi. Si può riattivare.</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Disattiva</translation>
    </message>
    <message>
        <source>%1 is disabled.</source>
        <translation>%1 è disattivata.</translation>
    </message>
    <message>
        <source>Revoke %1?</source>
        <translation>Revocare %1?</translation>
    </message>
    <message>
        <source>The service refuses it from the next request on.</source>
        <translation>Il servizio la rifiuta dalla prossima richiesta in poi.</translation>
    </message>
    <message>
        <source>It is never let in again. Whoever needs it needs a new key.</source>
        <translation>Non sarà mai più ammessa. A chi serve occorre una chiave nuova.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revoca</translation>
    </message>
    <message>
        <source>%1 is revoked.</source>
        <translation>%1 è revocata.</translation>
    </message>
    <message>
        <source>Where all that is known of %1 is written before it is deleted</source>
        <translation>Dove si scrive tutto ciò che si sa di %1 prima di eliminarla</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>Eliminare %1?</translation>
    </message>
    <message>
        <source>All that is known of it, without its secret, is written to %1 first. Its rows in the audit trail stay.</source>
        <translation>Prima si scrive in %1 tutto ciò che se ne sa, senza il segreto. Le sue righe nel registro di audit restano.</translation>
    </message>
    <message>
        <source>It cannot be taken back. A leak of this key would not be recognised any more.</source>
        <translation>Non si può recuperare. Se questa chiave trapelasse, non si riconoscerebbe più.</translation>
    </message>
    <message>
        <source>Delete</source>
        <comment>an API key, for good</comment>
        <translation>Elimina</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyDetail</name>
    <message>
        <source>Reason of the state</source>
        <translation>Motivo dello stato</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permessi</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limiti</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>Indirizzi ammessi</translation>
    </message>
    <message>
        <source>The key that took its place</source>
        <translation>La chiave che ne ha preso il posto</translation>
    </message>
    <message>
        <source>The key before it</source>
        <translation>La chiave precedente</translation>
    </message>
    <message>
        <source>All keys of this tenant</source>
        <translation>Tutte le chiavi di questo tenant</translation>
    </message>
    <message>
        <source>All acts on this tenant</source>
        <translation>Tutte le operazioni su questo tenant</translation>
    </message>
    <message>
        <source>none</source>
        <comment>permissions of a key</comment>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>from everywhere</source>
        <comment>where a key may be used</comment>
        <translation>da ovunque</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>its first characters</comment>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>For</source>
        <comment>who uses a key</comment>
        <translation>Per</translation>
    </message>
    <message>
        <source>the service itself</source>
        <translation>il servizio stesso</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Ultimo uso</translation>
    </message>
    <message>
        <source>By</source>
        <comment>the client that used a key</comment>
        <translation>Da parte di</translation>
    </message>
    <message>
        <source>From</source>
        <comment>the address where a key was used</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Scade</translation>
    </message>
    <message>
        <source>never</source>
        <comment>when an API key expires</comment>
        <translation>mai</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creata</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>when a key was made, and who made it</comment>
        <translation>%1 da %2</translation>
    </message>
    <message>
        <source>It was rotated and works for %1 more, until %2.</source>
        <translation>È stata ruotata e funziona ancora per %1, fino a %2.</translation>
    </message>
    <message>
        <source>Nobody has used it yet.</source>
        <translation>Nessuno l’ha ancora usata.</translation>
    </message>
    <message>
        <source>a client without a name</source>
        <translation>un client senza nome</translation>
    </message>
    <message>
        <source>an unknown address</source>
        <translation>un indirizzo sconosciuto</translation>
    </message>
    <message>
        <source>Last used %1 by %2 from %3.</source>
        <extracomment>%1: &quot;3 min ago&quot;, %2: name of a client, %3: an address</extracomment>
        <translation>Ultimo uso: %1, da parte di %2, da %3.</translation>
    </message>
    <message>
        <source>Who used it since it was rotated</source>
        <translation>Chi l’ha usata dalla rotazione</translation>
    </message>
    <message>
        <source>There are more, or more calls than were looked at.</source>
        <translation>Ce ne sono altri, o più chiamate di quelle esaminate.</translation>
    </message>
    <message>
        <source>unknown address</source>
        <translation>indirizzo sconosciuto</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <comment>with an API key</comment>
        <translation>
            <numerusform>%n chiamata</numerusform>
            <numerusform>%n chiamate</numerusform>
        </translation>
    </message>
    <message>
        <source>Who has used it since it was rotated is not known: %1</source>
        <translation>Chi l’ha usata dopo la rotazione non è noto: %1</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyForm</name>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Its slug.</source>
        <translation>Il suo slug.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>What it is for, such as “Deploy of the shop”.</source>
        <translation>A che cosa serve, per esempio “Deploy del negozio”.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Part of the key, such as live or test.</source>
        <translation>Parte della chiave, per esempio live o test.</translation>
    </message>
    <message>
        <source>It stops working on</source>
        <translation>Smette di funzionare il</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permessi</translation>
    </message>
    <message>
        <source>As the service knows them, such as “orders:read, orders:write”.</source>
        <translation>Come li conosce il servizio, per esempio “orders:read, orders:write”.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limiti</translation>
    </message>
    <message>
        <source>One a line: name=calls/time, such as calls=100/1m. The service counts.</source>
        <translation>Uno per riga: nome=chiamate/tempo, per esempio calls=100/1m. Conta il servizio.</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>Indirizzi ammessi</translation>
    </message>
    <message>
        <source>One address or block a line. Empty: from everywhere.</source>
        <translation>Un indirizzo o un blocco per riga. Vuoto: da ovunque.</translation>
    </message>
    <message>
        <source>Used by the service itself</source>
        <translation>Usata dal servizio stesso</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>that a service has already</comment>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>The whole key. Of one that Plancia did not make, its first 30 characters are shown later.</source>
        <translation>La chiave intera. Di una non creata da Plancia si mostrano poi i primi 30 caratteri.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyKeeper</name>
    <message>
        <source>No key ring keeps the key: it is known until Plancia closes. After that enter the phrase again; until then no encrypted backup is made.</source>
        <translation>Nessun portachiavi conserva la chiave: è nota finché Plancia resta aperta. Alla prossima apertura inserisci di nuovo la frase; fino ad allora non si creano backup cifrati.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyPanel</name>
    <message>
        <source>%1 is deleted. What it was lies in %2.</source>
        <translation>%1 è eliminata. Ciò che era si trova in %2.</translation>
    </message>
    <message>
        <source>You began this before and have not saved it yet.</source>
        <translation>Queste modifiche erano già iniziate e non sono ancora salvate.</translation>
    </message>
    <message>
        <source>New API key</source>
        <translation>Nuova chiave API</translation>
    </message>
    <message>
        <source>Rotate %1</source>
        <translation>Ruota %1</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvataggio…</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Ruota…</translation>
    </message>
    <message>
        <source>Enable…</source>
        <translation>Riattiva…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Disattiva…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Revoca…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Elimina…</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>Crea chiave</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Ruota</translation>
    </message>
    <message>
        <source>Give it to whoever uses it. The store keeps only what recognises it.</source>
        <translation>Va consegnata a chi la usa. L’archivio conserva solo ciò che la riconosce.</translation>
    </message>
    <message>
        <source>It takes the place of the old key, which is refused from now on.</source>
        <translation>Prende il posto della vecchia chiave, che d’ora in poi viene rifiutata.</translation>
    </message>
    <message>
        <source>It takes the place of the old key, which works on until its grace period ends.</source>
        <translation>Prende il posto della vecchia chiave, che funziona ancora fino alla fine della tolleranza.</translation>
    </message>
    <message>
        <source>Somebody else saved this key meanwhile. Nothing of theirs was overwritten: look at both, then save again or cancel (CONFLICT_001).</source>
        <translation>Qualcun altro ha salvato questa chiave nel frattempo. Nulla di quanto ha salvato è stato sovrascritto: vanno confrontate le due versioni, poi si salva di nuovo o si annulla (CONFLICT_001).</translation>
    </message>
    <message>
        <source>Take what is theirs field by field, or leave what you typed.</source>
        <translation>Prendi ciò che è loro campo per campo, o lascia ciò che hai scritto.</translation>
    </message>
    <message>
        <source>Their version was saved %1.</source>
        <translation>La loro versione è stata salvata %1.</translation>
    </message>
    <message>
        <source>never</source>
        <comment>when an API key expires</comment>
        <translation>mai</translation>
    </message>
    <message>
        <source>the service itself</source>
        <translation>il servizio stesso</translation>
    </message>
    <message>
        <source>the tenant</source>
        <comment>who uses a key</comment>
        <translation>il tenant</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Scade</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permessi</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limiti</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>Indirizzi ammessi</translation>
    </message>
    <message>
        <source>For</source>
        <comment>who uses a key</comment>
        <translation>Per</translation>
    </message>
    <message>
        <source>A key that the service has already can be taken over, of whatever shape.</source>
        <translation>Una chiave che il servizio ha già si può adottare, qualunque forma abbia.</translation>
    </message>
    <message>
        <source>Take an existing key</source>
        <translation>Adotta una chiave esistente</translation>
    </message>
    <message>
        <source>Verify a key</source>
        <translation>Verifica una chiave</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verifica</translation>
    </message>
    <message>
        <source>Take it</source>
        <comment>an existing key</comment>
        <translation>Adotta</translation>
    </message>
    <message>
        <source>%1 is known from now on.</source>
        <comment>an API key that the service had already</comment>
        <translation>%1 è nota da ora in poi.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyRotateForm</name>
    <message>
        <source>A new key takes its place, with the same permissions, limits, addresses and expiry. It is shown once.</source>
        <translation>Una chiave nuova ne prende il posto, con gli stessi permessi, limiti, indirizzi e scadenza. Si mostra una volta sola.</translation>
    </message>
    <message>
        <source>The old key works on for</source>
        <translation>La vecchia chiave funziona ancora per</translation>
    </message>
    <message>
        <source>Whoever still uses the old key is refused from the next request on.</source>
        <translation>Chi usa ancora la vecchia chiave viene rifiutato dalla prossima richiesta in poi.</translation>
    </message>
    <message>
        <source>The old key works until %1: it expires then anyway.</source>
        <translation>La vecchia chiave funziona fino a %1: allora scade comunque.</translation>
    </message>
    <message>
        <source>The old key works until %1, so that it can be exchanged without a break.</source>
        <translation>La vecchia chiave funziona fino a %1, così si può sostituire senza interruzioni.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeySecretDialog</name>
    <message>
        <source>The key %1</source>
        <translation>La chiave %1</translation>
    </message>
    <message>
        <source>It is shown this once and kept nowhere.</source>
        <translation>Si mostra solo questa volta e non si conserva da nessuna parte.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chiave API</translation>
    </message>
    <message>
        <source>Save sealed file…</source>
        <translation>Salva file sigillato…</translation>
    </message>
    <message>
        <source>A file that only a passphrase opens, to hand the key over.</source>
        <translation>Un file che solo una frase segreta apre, per consegnare la chiave.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message numerus="yes">
        <source>Copied. The clipboard forgets it in %n second(s).</source>
        <translation>
            <numerusform>Copiata. Gli appunti la dimenticano tra %n secondo.</numerusform>
            <numerusform>Copiata. Gli appunti la dimenticano tra %n secondi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where the sealed key is written</source>
        <translation>Dove si scrive la chiave sigillata</translation>
    </message>
    <message>
        <source>Sealed in %1. Send these words another way; they stand nowhere else:</source>
        <translation>Sigillata in %1. Queste parole vanno inviate per un’altra via; non stanno in nessun altro posto:</translation>
    </message>
    <message>
        <source>The key was neither copied nor sealed. Once this is closed nobody can see it again.</source>
        <translation>La chiave non è stata né copiata né sigillata. Dopo la chiusura nessuno potrà più vederla.</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>Chiudi comunque</translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeyVerifyForm</name>
    <message>
        <source>Whether the service would let a key in. The key is not kept, and nothing is noted of it.</source>
        <translation>Se il servizio accetterebbe una chiave. La chiave non è conservata, e non se ne annota nulla.</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>that is verified</comment>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>The whole key.</source>
        <translation>La chiave intera.</translation>
    </message>
    <message>
        <source>Used from</source>
        <translation>Usata da</translation>
    </message>
    <message>
        <source>An address. Empty: not asked.</source>
        <translation>Un indirizzo. Vuoto: non si chiede.</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>Usata per</translation>
    </message>
    <message>
        <source>A permission such as orders:read. Empty: not asked.</source>
        <translation>Un permesso come orders:read. Vuoto: non si chiede.</translation>
    </message>
    <message>
        <source>The service lets it in.</source>
        <translation>Il servizio la accetta.</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Mostra la chiave</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Permessi</translation>
    </message>
    <message>
        <source>none</source>
        <comment>permissions of a key</comment>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Scade</translation>
    </message>
    <message>
        <source>never</source>
        <comment>when an API key expires</comment>
        <translation>mai</translation>
    </message>
    <message>
        <source>The service refuses it: no key of this workspace.</source>
        <translation>Il servizio la rifiuta: non è una chiave di questa area di lavoro.</translation>
    </message>
    <message>
        <source>The service refuses it. It is no whole key: look for a slip of the finger, or a part that is missing.</source>
        <translation>Il servizio la rifiuta. Non è una chiave intera: va cercato un errore di battitura, o una parte che manca.</translation>
    </message>
    <message>
        <source>The service refuses it: the key is %1.</source>
        <comment>the state of a key</comment>
        <translation>Il servizio la rifiuta: la chiave è %1.</translation>
    </message>
    <message>
        <source>The service refuses it: its tenant is suspended, archived or deleted.</source>
        <translation>Il servizio la rifiuta: il suo tenant è sospeso, archiviato o eliminato.</translation>
    </message>
    <message>
        <source>The service refuses it from this address.</source>
        <translation>Il servizio la rifiuta da questo indirizzo.</translation>
    </message>
    <message>
        <source>The service refuses it for this: the key lacks the permission.</source>
        <translation>Il servizio la rifiuta per questo: alla chiave manca il permesso.</translation>
    </message>
    <message numerus="yes">
        <source>The service refuses it. It begins as a key, but its last %n character(s) are missing: it was cut when it was copied.</source>
        <translation>
            <numerusform>Il servizio la rifiuta. Comincia come una chiave, ma manca %n carattere in fondo: è stata tagliata nel copiarla.</numerusform>
            <numerusform>Il servizio la rifiuta. Comincia come una chiave, ma mancano %n caratteri in fondo: è stata tagliata nel copiarla.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>Chiavi API</translation>
    </message>
    <message>
        <source>Leaked keys…</source>
        <translation>Chiavi trapelate…</translation>
    </message>
    <message>
        <source>New API key</source>
        <translation>Nuova chiave API</translation>
    </message>
    <message>
        <source>Filter by name, key or tenant</source>
        <translation>Filtra per nome, chiave o tenant</translation>
    </message>
    <message>
        <source>tenant %1 ×</source>
        <comment>a filter that a click takes away</comment>
        <translation>tenant %1 ×</translation>
    </message>
    <message>
        <source>Show the keys of every tenant</source>
        <translation>Mostra le chiavi di tutti i tenant</translation>
    </message>
    <message>
        <source>sorted by name</source>
        <translation>in ordine di nome</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>dalla più recente</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>dalla più vecchia</translation>
    </message>
    <message>
        <source>used last first</source>
        <translation>dall’ultima usata</translation>
    </message>
    <message>
        <source>never used or longest ago first</source>
        <translation>prima quelle mai usate o usate da più tempo</translation>
    </message>
    <message>
        <source>never or latest to expire first</source>
        <translation>prima quelle che non scadono o scadono più tardi</translation>
    </message>
    <message>
        <source>next to expire first</source>
        <translation>prima quelle che scadono per prime</translation>
    </message>
    <message>
        <source>What opens the service to programs</source>
        <translation>Ciò che apre il servizio ai programmi</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) match</source>
        <translation>
            <numerusform>%n chiave corrisponde</numerusform>
            <numerusform>%n chiavi corrispondono</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n chiave</numerusform>
            <numerusform>%n chiavi</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how many keys, and their order</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No workspace is open</source>
        <translation>Nessuna area di lavoro è aperta</translation>
    </message>
    <message>
        <source>Open the local store, a connection or a backup to see its API keys.</source>
        <translation>Aprire l’archivio locale, una connessione o un backup per vederne le chiavi API.</translation>
    </message>
    <message>
        <source>No API keys here</source>
        <translation>Qui non ci sono chiavi API</translation>
    </message>
    <message>
        <source>“%1” holds no API keys that could be shown.</source>
        <translation>“%1” non contiene chiavi API che si possano mostrare.</translation>
    </message>
    <message>
        <source>This tenant has no API keys</source>
        <translation>Questo tenant non ha chiavi API</translation>
    </message>
    <message>
        <source>“%1” has no key yet.</source>
        <translation>“%1” non ha ancora nessuna chiave.</translation>
    </message>
    <message>
        <source>Show all tenants</source>
        <translation>Mostra tutti i tenant</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nessuna corrispondenza</translation>
    </message>
    <message>
        <source>No key has a word in its name, its first characters or its tenant that begins like this, with the state chosen.</source>
        <translation>Nessuna chiave ha nel nome, nei primi caratteri o nel tenant una parola che comincia così, con lo stato scelto.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Azzera il filtro</translation>
    </message>
    <message>
        <source>No API keys yet</source>
        <translation>Ancora nessuna chiave API</translation>
    </message>
    <message>
        <source>An API key lets a program of a tenant use the service. It is shown once, when it is made.</source>
        <translation>Una chiave API permette a un programma di un tenant di usare il servizio. Si mostra una volta sola, quando viene creata.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Verify…</source>
        <comment>an API key</comment>
        <translation>Verifica…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::LeaksPage</name>
    <message>
        <source>Leaked keys</source>
        <translation>Chiavi trapelate</translation>
    </message>
    <message>
        <source>Looks for API keys in texts, files and git histories. Nothing of it leaves this computer.</source>
        <translation>Cerca chiavi API in testi, file e cronologie git. Niente lascia questo computer.</translation>
    </message>
    <message>
        <source>All API keys</source>
        <translation>Tutte le chiavi API</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Dove cercare</translation>
    </message>
    <message>
        <source>Paste a text: a log, a message, a configuration.</source>
        <translation>Incollare un testo: un log, un messaggio, una configurazione.</translation>
    </message>
    <message>
        <source>Text to look in</source>
        <translation>Testo in cui cercare</translation>
    </message>
    <message>
        <source>Files, folders and repositories to look in</source>
        <translation>File, cartelle e repository in cui cercare</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>File…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Cartella…</translation>
    </message>
    <message>
        <source>Git repository…</source>
        <translation>Repository git…</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Svuota l’elenco</translation>
    </message>
    <message>
        <source>Keys begin with</source>
        <translation>Le chiavi cominciano con</translation>
    </message>
    <message>
        <source>The first word of the keys of your service, several with commas.</source>
        <translation>La prima parola delle chiavi del servizio; più d’una, separate da virgole.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Ricerca in corso</translation>
    </message>
    <message>
        <source>Revoke them all…</source>
        <translation>Revocale tutte…</translation>
    </message>
    <message>
        <source>Nothing was checked yet</source>
        <translation>Non è stato ancora cercato niente</translation>
    </message>
    <message>
        <source>Paste a text or choose files, then check. A key is told from other text by its check digits, and matched by its hash.</source>
        <translation>Incollare un testo o scegliere dei file, poi cercare. Una chiave si distingue da altro testo per i suoi caratteri di controllo e si riconosce dal suo hash.</translation>
    </message>
    <message>
        <source>A folder to look in</source>
        <translation>Una cartella in cui cercare</translation>
    </message>
    <message>
        <source>Files to look in</source>
        <translation>File in cui cercare</translation>
    </message>
    <message>
        <source>A git repository, whose whole history is looked through</source>
        <translation>Un repository git, di cui si esamina l’intera cronologia</translation>
    </message>
    <message>
        <source>%1 (its git history)</source>
        <translation>%1 (la sua cronologia git)</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) or histories, %1.</source>
        <comment>what was looked through</comment>
        <translation>
            <numerusform>%n file o cronologia, %1.</numerusform>
            <numerusform>%n file o cronologie, %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>No key was found</source>
        <translation>Nessuna chiave trovata</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) found</source>
        <translation>
            <numerusform>%n chiave trovata</numerusform>
            <numerusform>%n chiavi trovate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them can be used now.</source>
        <comment>leaked keys</comment>
        <translation>
            <numerusform>%n si può usare adesso.</numerusform>
            <numerusform>%n si possono usare adesso.</numerusform>
        </translation>
    </message>
    <message>
        <source>None of them can be used any more.</source>
        <translation>Nessuna si può più usare.</translation>
    </message>
    <message>
        <source>None of them is a key of this workspace.</source>
        <translation>Nessuna è una chiave di quest’area di lavoro.</translation>
    </message>
    <message>
        <source>There were more keys than are shown: check smaller parts.</source>
        <translation>Le chiavi erano più di quelle mostrate: conviene cercare in parti più piccole.</translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read, among them %1</source>
        <comment>files</comment>
        <translation>
            <numerusform>%n non è stato letto: %1</numerusform>
            <numerusform>%n non sono stati letti, tra cui %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n key(s)?</source>
        <translation>
            <numerusform>Revocare %n chiave?</numerusform>
            <numerusform>Revocare %n chiavi?</numerusform>
        </translation>
    </message>
    <message>
        <source>The service refuses them from the next request on.</source>
        <translation>Il servizio le rifiuta dalla prossima richiesta in poi.</translation>
    </message>
    <message>
        <source>They are never let in again. Whoever needs one needs a new key.</source>
        <translation>Non saranno mai più ammesse. A chi ne serve una occorre una chiave nuova.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revoca</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) revoked.</source>
        <translation>
            <numerusform>%n chiave revocata.</numerusform>
            <numerusform>%n chiavi revocate.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files, folders and git repositories that are chosen below.</source>
        <translation>I file, le cartelle e i repository git scelti qui sotto.</translation>
    </message>
    <message>
        <source>%1 of text.</source>
        <comment>what was looked through</comment>
        <translation>%1 di testo.</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) look like a key, but the check characters at the end are wrong: mistyped, cut, or made up.</source>
        <translation>
            <numerusform>%n testo somiglia a una chiave, ma i caratteri di controllo alla fine sono sbagliati: battuto male, tagliato o inventato.</numerusform>
            <numerusform>%n testi somigliano a una chiave, ma i caratteri di controllo alla fine sono sbagliati: battuti male, tagliati o inventati.</numerusform>
        </translation>
    </message>
    <message>
        <source>No whole key was found</source>
        <translation>Nessuna chiave intera trovata</translation>
    </message>
</context>
<context>
    <name>plancia::ui::LimitForm</name>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Counted for</source>
        <comment>whom a limit is counted for</comment>
        <translation>Contato per</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>As the service names it, such as /v1/orders. Empty: all together.</source>
        <translation>Come lo chiama il servizio, ad esempio /v1/orders. Vuoto: tutti insieme.</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Quantità</translation>
    </message>
    <message>
        <source>Such as 50 GiB.</source>
        <translation>Ad esempio 50 GiB.</translation>
    </message>
    <message>
        <source>In the currency of the service, such as 250 or 12.50.</source>
        <translation>Nella valuta del servizio, ad esempio 250 o 12,50.</translation>
    </message>
    <message>
        <source>Who is invited or active takes a seat, who is disabled does not.</source>
        <translation>Chi è invitato o attivo occupa un posto, chi è disabilitato no.</translation>
    </message>
    <message>
        <source>A whole number.</source>
        <translation>Un numero intero.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::LimitRow</name>
    <message>
        <source>Default</source>
        <translation>Predefinito</translation>
    </message>
    <message>
        <source>Set another</source>
        <comment>amount of a limit</comment>
        <translation>Cambia</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>a limit</comment>
        <translation>Cambia</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>Cambia %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>used of allowed</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>Use not known: nothing records it</source>
        <translation>Uso non noto: non registrato</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ListExporter</name>
    <message>
        <source>Where the list is written</source>
        <translation>Dove si scrive l’elenco</translation>
    </message>
    <message>
        <source>CSV for spreadsheets (*.csv)</source>
        <translation>CSV per fogli di calcolo (*.csv)</translation>
    </message>
    <message>
        <source>JSON, an object a line (*.jsonl)</source>
        <translation>JSON, un oggetto per riga (*.jsonl)</translation>
    </message>
    <message>
        <source>Rows written to %1: %2</source>
        <comment>%1: a file, %2: a number</comment>
        <translation>Righe scritte in %1: %2</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MainWindow</name>
    <message>
        <source>Go to the local store</source>
        <translation>Vai all’archivio locale</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Apertura di…</translation>
    </message>
    <message>
        <source>%1 – Plancia</source>
        <translation>%1 – Plancia</translation>
    </message>
    <message>
        <source>Plancia</source>
        <translation>Plancia</translation>
    </message>
    <message>
        <source>No workspace</source>
        <translation>Nessuna area di lavoro</translation>
    </message>
    <message>
        <source>Connected · %1 ms</source>
        <translation>Connesso · %1 ms</translation>
    </message>
    <message>
        <source>Open a backup, bundle or store…</source>
        <translation>Apri un backup, un pacchetto o un archivio…</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Connessioni…</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>Pagina di benvenuto</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Esci</translation>
    </message>
    <message>
        <source>page</source>
        <translation>pagina</translation>
    </message>
    <message>
        <source>workspace</source>
        <translation>area di lavoro</translation>
    </message>
    <message>
        <source>act</source>
        <translation>operazione</translation>
    </message>
    <message>
        <source>error code</source>
        <translation>codice di errore</translation>
    </message>
    <message>
        <source>Open a backup, bundle or store</source>
        <translation>Apri un backup, un pacchetto o un archivio</translation>
    </message>
    <message>
        <source>Plancia&apos;s files (*.db *.zip)</source>
        <translation>File di Plancia (*.db *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message>
        <source>Remove the examples…</source>
        <translation>Rimuovi gli esempi…</translation>
    </message>
    <message>
        <source>Remove the examples?</source>
        <translation>Rimuovere gli esempi?</translation>
    </message>
    <message>
        <source>The file of the example service is deleted. It can be made anew at any time.</source>
        <translation>Il file del servizio d’esempio viene eliminato. Si può ricreare in qualsiasi momento.</translation>
    </message>
    <message>
        <source>What was changed in the examples is lost. Your own data is not touched.</source>
        <translation>Ciò che è stato modificato negli esempi va perso. I propri dati non vengono toccati.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Esempi</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>The examples are removed.</source>
        <translation>Gli esempi sono stati rimossi.</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Ripristina da un backup…</translation>
    </message>
    <message>
        <source>Begin with an empty store</source>
        <translation>Ricomincia con un archivio vuoto</translation>
    </message>
    <message>
        <source>The backups stay where they are.</source>
        <translation>I backup restano dove sono.</translation>
    </message>
    <message>
        <source>Cancelled. The store is as it was.</source>
        <translation>Annullato. L’archivio è com’era.</translation>
    </message>
    <message>
        <source>Restored.</source>
        <translation>Ripristinato.</translation>
    </message>
    <message>
        <source>Restored. The damaged files are kept in %1.</source>
        <translation>Ripristinato. I file danneggiati sono conservati in %1.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message numerus="yes">
        <source>Restored. %n check(s) of what was restored failed: see the maintenance page.</source>
        <translation>
            <numerusform>Ripristinato. %n controllo su ciò che è stato ripristinato non è riuscito: vedere la pagina Manutenzione.</numerusform>
            <numerusform>Ripristinato. %n controlli su ciò che è stato ripristinato non sono riusciti: vedere la pagina Manutenzione.</numerusform>
        </translation>
    </message>
    <message>
        <source>Read with the log</source>
        <translation>Leggi con il log</translation>
    </message>
    <message>
        <source>Copies the file and the log beside it, and reads the copy. Both stay as they are.</source>
        <translation>Copia il file e il log accanto, e legge la copia. Entrambi restano come sono.</translation>
    </message>
    <message>
        <source>The check at the start found something: %1</source>
        <translation>Il controllo all’avvio ha trovato qualcosa: %1</translation>
    </message>
    <message>
        <source>Open maintenance</source>
        <translation>Apri la manutenzione</translation>
    </message>
    <message>
        <source>Another program has restored the store. This is its new state.</source>
        <translation>Un altro programma ha ripristinato l’archivio. Questo è il suo nuovo stato.</translation>
    </message>
    <message>
        <source>All ways back</source>
        <translation>Tutte le vie di ritorno</translation>
    </message>
    <message>
        <source>Compares what the archive, the backups and the damaged file itself would bring back.</source>
        <translation>Confronta ciò che riporterebbero la cronologia, i backup e il file danneggiato stesso.</translation>
    </message>
    <message>
        <source>No backup of this workspace is proved. Make one and prove it, or set a schedule.</source>
        <translation>Nessun backup di quest’area di lavoro è provato. Fanne uno e provalo, oppure imposta una pianificazione.</translation>
    </message>
    <message>
        <source>The newest proved backup is of %1. The limit is %2.</source>
        <translation>L’ultimo backup provato è di %1. Il limite è %2.</translation>
    </message>
    <message>
        <source>Open backups</source>
        <translation>Apri i backup</translation>
    </message>
    <message>
        <source>See all ways back…</source>
        <translation>Vedi tutte le vie di ritorno…</translation>
    </message>
    <message>
        <source>Plancia ended twice while it opened what was open last. Nothing is open now: choose what to open.</source>
        <translation>Plancia è terminata due volte mentre apriva ciò che era aperto l’ultima volta. Ora non è aperto nulla: scegliere che cosa aprire.</translation>
    </message>
    <message numerus="yes">
        <source>%n database connections of this program are open. More than %1 should not be.</source>
        <translation>
            <numerusform>%n connessione al database di questo programma è aperta. Non dovrebbero essere più di %1.</numerusform>
            <numerusform>%n connessioni al database di questo programma sono aperte. Non dovrebbero essere più di %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::MaintenancePage</name>
    <message>
        <source>Maintenance</source>
        <translation>Manutenzione</translation>
    </message>
    <message>
        <source>Measure…</source>
        <comment>the speed of the store</comment>
        <translation>Misura…</translation>
    </message>
    <message>
        <source>Runs the queries that every page lives on, and compares them with their limits. Nothing is changed.</source>
        <translation>Esegue le query di cui vive ogni pagina e le confronta con i loro limiti. Non si modifica nulla.</translation>
    </message>
    <message>
        <source>Reindex…</source>
        <translation>Ricostruisci indici…</translation>
    </message>
    <message>
        <source>Vacuum…</source>
        <translation>Compatta…</translation>
    </message>
    <message>
        <source>Check all</source>
        <translation>Controlla tutto</translation>
    </message>
    <message>
        <source>A server looks after this itself.</source>
        <translation>Un server ci pensa da sé.</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Controlli</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>Checked: all is well.</source>
        <translation>Controllato: tutto a posto.</translation>
    </message>
    <message>
        <source>Checked: something is not well.</source>
        <translation>Controllato: qualcosa non va.</translation>
    </message>
    <message>
        <source>Nothing is left to repair.</source>
        <translation>Non resta nulla da riparare.</translation>
    </message>
    <message numerus="yes">
        <source>Repair %n row(s)?</source>
        <translation>
            <numerusform>Riparare %n riga?</numerusform>
            <numerusform>Riparare %n righe?</numerusform>
        </translation>
    </message>
    <message>
        <source>A backup is made first. Then the rows get the value that the rest of the store tells, in one step, and the audit trail says so.</source>
        <translation>Prima si esegue un backup. Poi le righe ricevono il valore che risulta dal resto dell’archivio, in un solo passo, e il registro di audit lo riporta.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Ripara</translation>
    </message>
    <message numerus="yes">
        <source>Repaired: %n row(s).</source>
        <translation>
            <numerusform>Riparata: %n riga.</numerusform>
            <numerusform>Riparate: %n righe.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Build %n index(es) anew?</source>
        <translation>
            <numerusform>Ricostruire %n indice?</numerusform>
            <numerusform>Ricostruire %n indici?</numerusform>
        </translation>
    </message>
    <message>
        <source>All indexes of the store (%1) are made again from their tables. Reading goes on; who writes waits until it is done.</source>
        <translation>Tutti gli indici dell’archivio (%1) vengono rifatti dalle loro tabelle. La lettura continua; chi scrive aspetta la fine.</translation>
    </message>
    <message>
        <source>Reindex</source>
        <translation>Ricostruisci</translation>
    </message>
    <message>
        <source>Indexes built anew in %1.</source>
        <translation>Indici ricostruiti in %1.</translation>
    </message>
    <message>
        <source>Give %1 back?</source>
        <comment>%1: an amount of disk room</comment>
        <translation>Restituire %1?</translation>
    </message>
    <message>
        <source>The store has %1, of which %2 are unused. A backup is made first, then the file is built anew. That needs %3 of free room for a while, and %4 are free. Reading goes on; who writes waits until it is done.</source>
        <translation>L’archivio occupa %1, di cui %2 inutilizzati. Prima si esegue un backup, poi il file viene ricostruito. Servono per un po’ %3 di spazio libero, e ne sono liberi %4. La lettura continua; chi scrive aspetta la fine.</translation>
    </message>
    <message>
        <source>Vacuum</source>
        <translation>Compatta</translation>
    </message>
    <message>
        <source>The store has %1 now; it had %2.</source>
        <translation>Ora l’archivio occupa %1; ne occupava %2.</translation>
    </message>
    <message>
        <source>On this store</source>
        <translation>Su questo archivio</translation>
    </message>
    <message>
        <source>On %1 tenants made for it</source>
        <translation>Su %1 tenant creati apposta</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Annullato. Non è stato modificato nulla.</translation>
    </message>
    <message>
        <source>Looks whether the store is whole and keeps its rules. Nothing was checked yet.</source>
        <translation>Guarda se l’archivio è integro e rispetta le sue regole. Non è stato ancora controllato nulla.</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) are not well</source>
        <translation>
            <numerusform>%n controllo non va</numerusform>
            <numerusform>%n controlli non vanno</numerusform>
        </translation>
    </message>
    <message>
        <source>checked %1</source>
        <comment>%1: how long ago</comment>
        <translation>controllato %1</translation>
    </message>
    <message>
        <source>All is well · checked %1</source>
        <comment>%1: how long ago</comment>
        <translation>Tutto a posto · controllato %1</translation>
    </message>
    <message>
        <source>Nothing to check here</source>
        <translation>Qui non c’è nulla da controllare</translation>
    </message>
    <message>
        <source>This workspace has no store of its own.</source>
        <translation>Questa area di lavoro non ha un archivio proprio.</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Ancora nessuna misura</translation>
    </message>
    <message>
        <source>The queries that every page lives on are run and compared with their limits. Nothing is changed.</source>
        <translation>Le query di cui vive ogni pagina vengono eseguite e confrontate con i loro limiti. Non si modifica nulla.</translation>
    </message>
    <message>
        <source>Measure this store</source>
        <translation>Misura questo archivio</translation>
    </message>
    <message>
        <source>The file of the store is damaged. Do not go on writing to it.</source>
        <translation>Il file dell’archivio è danneggiato. Non continuare a scriverci.</translation>
    </message>
    <message>
        <source>See all ways back</source>
        <translation>Vedi tutte le vie di ritorno</translation>
    </message>
    <message>
        <source>Nothing to measure here</source>
        <translation>Qui non c’è nulla da misurare</translation>
    </message>
    <message>
        <source>Queries are measured on local stores, and %1 is a server. What runs on it is told under Monitoring, Statements.</source>
        <comment>%1: a workspace</comment>
        <translation>Le query si misurano sugli archivi locali, e %1 è un server. Che cosa vi viene eseguito lo dice Monitoraggio, Istruzioni.</translation>
    </message>
    <message>
        <source>On another number…</source>
        <translation>Su un altro numero…</translation>
    </message>
    <message>
        <source>Measure on data made for it</source>
        <translation>Misura su dati creati apposta</translation>
    </message>
    <message>
        <source>How many tenants, each with a person, a key, a call and a row of the trail?
Each takes up to %1 of the disk for as long as it runs; at most %2.</source>
        <comment>%2: a number of tenants</comment>
        <translation>Quanti tenant, ognuno con una persona, una chiave, una chiamata e una riga di audit?
Ognuno occupa fino a %1 del disco finché dura la misura; al massimo %2.</translation>
    </message>
    <message>
        <source>Measure</source>
        <comment>the speed of the store</comment>
        <translation>Misura</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MomentCard</name>
    <message>
        <source>Any moment</source>
        <translation>Qualunque momento</translation>
    </message>
    <message>
        <source>Looking at the archive…</source>
        <translation>Sto guardando l’archivio dei momenti…</translation>
    </message>
    <message>
        <source>1 h</source>
        <comment>range of a timeline</comment>
        <translation>1 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <comment>range of a timeline</comment>
        <translation>24 h</translation>
    </message>
    <message>
        <source>7 d</source>
        <comment>range of a timeline</comment>
        <translation>7 g</translation>
    </message>
    <message>
        <source>All</source>
        <comment>range of a timeline</comment>
        <translation>Tutto</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Che cosa cambierebbe</translation>
    </message>
    <message>
        <source>Turn on the archive</source>
        <translation>Attiva l’archivio dei momenti</translation>
    </message>
    <message>
        <source>The store lost its newest commits, but the archive has them, up to commit %1.</source>
        <translation>L’archivio locale ha perso i commit più recenti, ma l’archivio dei momenti li ha, fino al commit %1.</translation>
    </message>
    <message>
        <source>Go to that moment</source>
        <translation>Vai a quel momento</translation>
    </message>
    <message>
        <source>The archive does not get on: %1</source>
        <translation>L’archivio dei momenti non va avanti: %1</translation>
    </message>
    <message>
        <source>No table would have another number of rows.</source>
        <translation>Nessuna tabella avrebbe un altro numero di righe.</translation>
    </message>
    <message>
        <source>Rows now → then: %1</source>
        <translation>Righe adesso → allora: %1</translation>
    </message>
    <message>
        <source>Restore the store to commit %1?</source>
        <translation>Ripristinare l’archivio al commit %1?</translation>
    </message>
    <message>
        <source>The store becomes what it was at %1. What is there now is backed up first, and the restore can be undone for 30 days.</source>
        <translation>L’archivio torna com’era il %1. Prima viene fatto un backup di ciò che c’è ora, e il ripristino si può annullare per 30 giorni.</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) since then will be taken back.</source>
        <translation>
            <numerusform>%n commit da allora sarà annullato.</numerusform>
            <numerusform>%n commit da allora saranno annullati.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Ripristina</translation>
    </message>
    <message>
        <source>With the archive on, every commit is kept, and the store can be opened or restored as it was at any of them. It is off.</source>
        <translation>Con l’archivio dei momenti attivo ogni commit è conservato, e l’archivio locale si può aprire o ripristinare com’era a ciascuno di essi. È spento.</translation>
    </message>
    <message>
        <source>Every commit is kept. Moments can be had back as soon as the first base, a full backup, is made.</source>
        <translation>Ogni commit è conservato. I momenti si possono riavere appena è pronta la prima base, un backup completo.</translation>
    </message>
    <message>
        <source>A commit is kept at most a second after it was made: none is lost when a program ends, the last second may be at a power cut.</source>
        <translation>Un commit viene conservato al più un secondo dopo: nessuno va perso se un programma finisce, l’ultimo secondo può perdersi se manca la corrente.</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>Apri in sola lettura</translation>
    </message>
    <message>
        <source>Every page then shows the store as it was at this moment.</source>
        <translation>Ogni pagina mostra allora l’archivio com’era in questo momento.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <comment>to a moment</comment>
        <translation>Ripristina…</translation>
    </message>
    <message>
        <source>Puts the store back to this moment, after a backup of what is there now.</source>
        <translation>Riporta l’archivio a questo momento, dopo un backup di ciò che c’è adesso.</translation>
    </message>
    <message>
        <source>Row by row…</source>
        <translation>Riga per riga…</translation>
    </message>
    <message>
        <source>Compares the store as it is now with this moment, field by field.</source>
        <translation>Confronta l’archivio com’è adesso con questo momento, campo per campo.</translation>
    </message>
    <message>
        <source>Name the present…</source>
        <translation>Dai un nome…</translation>
    </message>
    <message>
        <source>So that this moment is found later, and stays when older ones thin out.</source>
        <translation>Così questo momento si ritrova più tardi, e resta quando quelli più vecchi si diradano.</translation>
    </message>
    <message>
        <source>%1 commits in view</source>
        <translation>%1 commit in vista</translation>
    </message>
    <message>
        <source>Name the present</source>
        <translation>Dai un nome al presente</translation>
    </message>
    <message>
        <source>What is this moment called? For example “before the import”.</source>
        <translation>Come si chiama questo momento? Per esempio «prima dell’importazione».</translation>
    </message>
    <message>
        <source>Name it</source>
        <translation>Dai il nome</translation>
    </message>
    <message>
        <source>Over time</source>
        <comment>heading: backups on a line of time</comment>
        <translation>Nel tempo</translation>
    </message>
    <message>
        <source>What was written since the last gap can be had back as soon as the next base, a full backup, is made.</source>
        <translation>Ciò che è stato scritto dopo l’ultima lacuna si potrà riavere appena sarà fatta la prossima base, un backup completo.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) in view</source>
        <translation>
            <numerusform>%n backup in vista</numerusform>
            <numerusform>%n backup in vista</numerusform>
        </translation>
    </message>
    <message>
        <source>back to %1</source>
        <extracomment>%1: a day and a time</extracomment>
        <translation>indietro fino a %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>size of the archive and what it may take</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>30 d</source>
        <comment>range of a timeline</comment>
        <translation>30 g</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MomentDialog</name>
    <message>
        <source>Choose a moment</source>
        <translation>Scegliere un momento</translation>
    </message>
    <message>
        <source>14:03, 2026-11-20 14:03 or #17</source>
        <comment>keep the shape of the times; #17 is the number of a commit</comment>
        <translation>14:03, 2026-11-20 14:03 o #17</translation>
    </message>
    <message>
        <source>Time or commit</source>
        <translation>Ora o commit</translation>
    </message>
    <message>
        <source>Looking at the archive…</source>
        <translation>Sto guardando l’archivio dei momenti…</translation>
    </message>
    <message>
        <source>Newest moments</source>
        <translation>Momenti più recenti</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Choose</source>
        <comment>a moment</comment>
        <translation>Scegli</translation>
    </message>
    <message>
        <source>No moment can be had back yet.</source>
        <translation>Nessun momento si può ancora riavere.</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <comment>two times</comment>
        <translation>Da %1 a %2</translation>
    </message>
    <message>
        <source>Write a time as 14:03 or 2026-11-20 14:03, or a commit as #17.</source>
        <translation>Scrivere un’ora come 14:03 o 2026-11-20 14:03, oppure un commit come #17.</translation>
    </message>
    <message>
        <source>%1 · commit %2</source>
        <comment>%1: what a moment is, %2: its number</comment>
        <translation>%1 · commit %2</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MomentTimeline</name>
    <message>
        <source>Moments of the store</source>
        <translation>Momenti dell’archivio</translation>
    </message>
    <message>
        <source>gap</source>
        <comment>a stretch without record, above a chart</comment>
        <translation>lacuna</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>note of a backup</comment>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Backups over time</source>
        <translation>Backup nel tempo</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MonitoringPage</name>
    <message>
        <source>Monitoring</source>
        <translation>Monitoraggio</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Che cosa si mostra</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Ancora nessun valore</translation>
    </message>
    <message>
        <source>The agent is connected but has not sampled itself yet. Figures appear here by themselves.</source>
        <translation>L’agente è connesso ma non ha ancora campionato se stesso. I valori compariranno qui da soli.</translation>
    </message>
    <message>
        <source>The agent has no answer from this server. Figures appear here by themselves once it answers; a test of the connection tells what is wrong.</source>
        <translation>L’agente non riceve risposta da questo server. I valori compariranno qui da soli quando risponderà; una prova della connessione dice che cosa non va.</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Apri le connessioni</translation>
    </message>
    <message>
        <source>How long a stretch is shown</source>
        <translation>Quanto tempo si mostra</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>Cruscotti</translation>
    </message>
    <message>
        <source>%1 until %2 · %3</source>
        <translation>%1 fino al %2 · %3</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>In tempo reale</translation>
    </message>
    <message>
        <source>This role does not see the sessions of others, so some figures are missing. An administrator of the server can change that: %1</source>
        <translation>Questo ruolo non vede le sessioni altrui, perciò alcuni valori mancano. Un amministratore del server può rimediare: %1</translation>
    </message>
    <message>
        <source>nothing remembered</source>
        <translation>niente in memoria</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventi</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Istruzioni</translation>
    </message>
    <message>
        <source>Blocking</source>
        <comment>tab: sessions that hold up others</comment>
        <translation>Chi attende chi</translation>
    </message>
    <message>
        <source>Last minute</source>
        <translation>Ultimo minuto</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Ultima ora</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Ultimo giorno</translation>
    </message>
    <message>
        <source>Last %1</source>
        <comment>hours</comment>
        <translation>Ultime %1</translation>
    </message>
    <message>
        <source>Last %1</source>
        <comment>seconds, minutes or days</comment>
        <translation>Ultimi %1</translation>
    </message>
    <message>
        <source>%1 until %2 · %3</source>
        <comment>a time of today</comment>
        <translation>%1 fino alle %2 · %3</translation>
    </message>
    <message>
        <source>%1 · asleep</source>
        <comment>a server</comment>
        <translation>%1 · dorme</translation>
    </message>
    <message>
        <source>asleep</source>
        <comment>a server</comment>
        <translation>dorme</translation>
    </message>
    <message>
        <source>The agent has not looked at this target yet. Figures appear here by themselves.</source>
        <translation>L’agente non ha ancora controllato questo obiettivo. I valori appaiono qui da soli.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MovePage</name>
    <message>
        <source>Move</source>
        <translation>Sposta</translation>
    </message>
    <message>
        <source>A local store into PostgreSQL, or back into a new file: all of it in one step, or nothing.</source>
        <translation>Un archivio locale in PostgreSQL, o di nuovo in un file: tutto in un passo, oppure nulla.</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Sposta…</translation>
    </message>
    <message>
        <source>To</source>
        <comment>where a store is moved</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>A database in which Plancia’s schema is installed, and no tenants are.</source>
        <translation>Un database in cui lo schema di Plancia è installato e non ci sono tenant.</translation>
    </message>
    <message>
        <source>The path of a file that is not there yet.</source>
        <translation>Il percorso di un file che non c’è ancora.</translation>
    </message>
    <message>
        <source>From</source>
        <comment>what is moved</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>It is read-only afterwards.</source>
        <translation>Poi è in sola lettura.</translation>
    </message>
    <message>
        <source>This store was moved</source>
        <translation>Questo archivio è stato spostato</translation>
    </message>
    <message>
        <source>Find out what became of it</source>
        <translation>Scopri che ne è stato</translation>
    </message>
    <message>
        <source>Write here again…</source>
        <translation>Scrivi di nuovo qui…</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Looking at both ends</source>
        <translation>Si guarda da entrambe le parti</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Annullato. Nulla è stato cambiato.</translation>
    </message>
    <message>
        <source>Move it all?</source>
        <translation>Spostare tutto?</translation>
    </message>
    <message>
        <source>%1 moves to %2.</source>
        <comment>%1, %2: where stores live</comment>
        <translation>%1 si sposta in %2.</translation>
    </message>
    <message>
        <source>The source takes no more writes from the moment the move begins.</source>
        <translation>L’origine non accetta più scritture dal momento in cui lo spostamento comincia.</translation>
    </message>
    <message>
        <source>Moving, and reading back what arrived</source>
        <translation>Spostamento, e rilettura di ciò che è arrivato</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was moved, and the source can be written.</source>
        <translation>Annullato. Nulla è stato spostato e l’origine si può scrivere.</translation>
    </message>
    <message>
        <source>Looking at the other end</source>
        <translation>Si guarda dall’altra parte</translation>
    </message>
    <message>
        <source>The move had arrived. This store stays read-only.</source>
        <translation>Lo spostamento era arrivato. Questo archivio resta in sola lettura.</translation>
    </message>
    <message>
        <source>The move had not arrived. This store can be written again.</source>
        <translation>Lo spostamento non era arrivato. Questo archivio si può scrivere di nuovo.</translation>
    </message>
    <message>
        <source>Write to this store again?</source>
        <translation>Scrivere di nuovo in questo archivio?</translation>
    </message>
    <message>
        <source>Its data was moved to %1. From now on there are two stores that differ.</source>
        <comment>%1: where a store lives</comment>
        <translation>I suoi dati sono stati spostati in %1. Da ora ci sono due archivi diversi.</translation>
    </message>
    <message>
        <source>What was changed there is not in this store.</source>
        <translation>Ciò che è stato cambiato là non è in questo archivio.</translation>
    </message>
    <message>
        <source>Write here again</source>
        <translation>Scrivi di nuovo qui</translation>
    </message>
    <message>
        <source>This store can be written again.</source>
        <translation>Questo archivio si può scrivere di nuovo.</translation>
    </message>
    <message>
        <source>A move of this store has not reported its end</source>
        <translation>Di uno spostamento di questo archivio non si conosce la fine</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Cominciato</translation>
    </message>
    <message>
        <source>%1 rows are now at %2. Every table has the same rows and the same hash on both sides; the source is read-only.</source>
        <comment>%1: a number, %2: where a store lives</comment>
        <translation>%1 righe sono ora in %2. Ogni tabella ha le stesse righe e lo stesso hash da entrambe le parti; l’origine è in sola lettura.</translation>
    </message>
    <message>
        <source>Nothing stands in the way of %1 rows. Nothing was changed.</source>
        <comment>%1: a number</comment>
        <translation>Nulla impedisce di spostare %1 righe. Nulla è stato cambiato.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Si guarda</translation>
    </message>
    <message>
        <source>Nothing checked yet</source>
        <translation>Ancora nessuna verifica</translation>
    </message>
    <message>
        <source>There is no connection to move to. Add one, and install Plancia’s schema there.</source>
        <translation>Non c’è una connessione in cui spostare. Aggiungerne una e installarvi lo schema di Plancia.</translation>
    </message>
    <message>
        <source>Found on both sides: %1.</source>
        <comment>%1: slugs and ids of tenants</comment>
        <translation>Presenti da entrambe le parti: %1.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Verifica</translation>
    </message>
    <message>
        <source>Check first: it counts and hashes every table and says what stands in the way. Nothing is changed by it.</source>
        <translation>Prima si verifica: si contano le righe e si calcola l’hash di ogni tabella, e si dice che cosa impedisce lo spostamento. Nulla viene cambiato.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::MovedTablesModel</name>
    <message>
        <source>Equal</source>
        <comment>a table is the same on both sides</comment>
        <translation>Uguale</translation>
    </message>
    <message>
        <source>Not empty</source>
        <comment>a table of the target</comment>
        <translation>Non vuota</translation>
    </message>
    <message>
        <source>Ready</source>
        <comment>a table can be moved</comment>
        <translation>Pronta</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column: whether a table can be moved, or was</comment>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Rows here</source>
        <comment>column: rows of the source</comment>
        <translation>Righe qui</translation>
    </message>
    <message>
        <source>Rows there</source>
        <comment>column: rows of the target</comment>
        <translation>Righe là</translation>
    </message>
    <message>
        <source>Hash here</source>
        <comment>column: hash of the source&apos;s rows</comment>
        <translation>Hash qui</translation>
    </message>
    <message>
        <source>Hash there</source>
        <comment>column: hash of the target&apos;s rows</comment>
        <translation>Hash là</translation>
    </message>
</context>
<context>
    <name>plancia::ui::OfferCard</name>
    <message>
        <source>Newest moment of the archive</source>
        <translation>Ultimo momento della cronologia</translation>
    </message>
    <message>
        <source>Newest proved backup</source>
        <translation>Ultimo backup provato</translation>
    </message>
    <message>
        <source>Newest verified backup</source>
        <translation>Ultimo backup verificato</translation>
    </message>
    <message>
        <source>Row by row</source>
        <translation>Riga per riga</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Consigliato</translation>
    </message>
    <message>
        <source>The store as a whole, as of the last commit that was kept.</source>
        <translation>L’archivio intero, com’era all’ultimo commit conservato.</translation>
    </message>
    <message>
        <source>The store as a whole, as of the backup.</source>
        <translation>L’archivio intero, com’era al momento del backup.</translation>
    </message>
    <message>
        <source>What can still be read from the damaged file. What was altered without breaking it cannot be seen.</source>
        <translation>Ciò che si può ancora leggere dal file danneggiato. Ciò che è stato alterato senza romperlo non si può vedere.</translation>
    </message>
    <message>
        <source>Time not known</source>
        <translation>Ora sconosciuta</translation>
    </message>
    <message>
        <source>%1 · commit %2</source>
        <comment>%1: when</comment>
        <translation>%1 · commit %2</translation>
    </message>
    <message>
        <source>Put in place…</source>
        <translation>Metti al suo posto…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) less than another way has</source>
        <translation>
            <numerusform>%n riga meno di un’altra via</numerusform>
            <numerusform>%n righe meno di un’altra via</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) after it are not in it.</source>
        <translation>
            <numerusform>%n commit successivo non vi è compreso.</numerusform>
            <numerusform>%n commit successivi non vi sono compresi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are known to be lost.</source>
        <translation>
            <numerusform>%n riga risulta persa.</numerusform>
            <numerusform>%n righe risultano perse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) break a rule and are left out.</source>
        <translation>
            <numerusform>%n riga infrange una regola ed è lasciata fuori.</numerusform>
            <numerusform>%n righe infrangono una regola e sono lasciate fuori.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) come from pages that nothing points to any more.</source>
        <translation>
            <numerusform>%n riga viene da pagine a cui nulla rimanda più.</numerusform>
            <numerusform>%n righe vengono da pagine a cui nulla rimanda più.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) do not hold in it.</source>
        <translation>
            <numerusform>%n controllo non vi regge.</numerusform>
            <numerusform>%n controlli non vi reggono.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::OneTimeSecret</name>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message numerus="yes">
        <source>The clipboard is emptied %n second(s) after copying.</source>
        <translation>
            <numerusform>Gli appunti vengono svuotati %n secondo dopo la copia.</numerusform>
            <numerusform>Gli appunti vengono svuotati %n secondi dopo la copia.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied. The clipboard is emptied in %n second(s).</source>
        <translation>
            <numerusform>Copiato. Gli appunti vengono svuotati tra %n secondo.</numerusform>
            <numerusform>Copiato. Gli appunti vengono svuotati tra %n secondi.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::PageStates</name>
    <message>
        <source>Reading…</source>
        <translation>Lettura in corso…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::Palette</name>
    <message>
        <source>Go to…</source>
        <translation>Vai a…</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Vai a</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Risultati</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Persone</translation>
    </message>
    <message>
        <source>Invite a person</source>
        <translation>Invita una persona</translation>
    </message>
    <message>
        <source>Filter by name or address</source>
        <translation>Filtra per nome o indirizzo</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>Any role</source>
        <translation>Ogni ruolo</translation>
    </message>
    <message>
        <source>Tenant %1</source>
        <translation>Tenant %1</translation>
    </message>
    <message>
        <source>Shows the people of all tenants again.</source>
        <translation>Mostra di nuovo le persone di tutti i tenant.</translation>
    </message>
    <message>
        <source>sorted by name</source>
        <translation>in ordine di nome</translation>
    </message>
    <message>
        <source>sorted by address</source>
        <translation>in ordine di indirizzo</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>dalla più recente</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>dalla meno recente</translation>
    </message>
    <message>
        <source>Who signs in to the service</source>
        <translation>Chi accede al servizio</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) match</source>
        <translation>
            <numerusform>%n persona corrisponde</numerusform>
            <numerusform>%n persone corrispondono</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n persona</numerusform>
            <numerusform>%n persone</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how many people, and their order</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No workspace is open</source>
        <translation>Nessuna area di lavoro è aperta</translation>
    </message>
    <message>
        <source>Open the local store, a connection or a backup to see its people.</source>
        <translation>Per vedere le persone si apre l’archivio locale, una connessione o un backup.</translation>
    </message>
    <message>
        <source>No people here</source>
        <translation>Qui non ci sono persone</translation>
    </message>
    <message>
        <source>“%1” holds no people that could be shown.</source>
        <translation>“%1” non contiene persone da mostrare.</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>Nessuna corrisponde</translation>
    </message>
    <message>
        <source>Nobody has a word in name or address that begins like this, with the role and status chosen.</source>
        <translation>Nessuna ha nel nome o nell’indirizzo una parola che inizia così, con il ruolo e lo stato scelti.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Azzera il filtro</translation>
    </message>
    <message>
        <source>No people yet</source>
        <translation>Ancora nessuna persona</translation>
    </message>
    <message>
        <source>People sign in to the service for a tenant. They are invited with a code that is used once.</source>
        <translation>Le persone accedono al servizio per un tenant. Si invitano con un codice che si usa una volta sola.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>alarm</source>
        <comment>filter: people of whom a token was copied</comment>
        <translation>allarme</translation>
    </message>
    <message>
        <source>No alarm</source>
        <translation>Nessun allarme</translation>
    </message>
    <message>
        <source>Nobody’s refresh token came twice. When one does, somebody has a copy: the service ends the session, and the person is shown here.</source>
        <translation>Nessun token di rinnovo è arrivato due volte. Quando succede, qualcuno ne ha una copia: il servizio chiude la sessione, e la persona compare qui.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PhraseDialog</name>
    <message>
        <source>Recovery phrase</source>
        <translation>Frase di recupero</translation>
    </message>
    <message>
        <source>It opens every backup that is encrypted with this key, on any computer. Print it and keep it apart from the backups.</source>
        <translation>Apre ogni backup cifrato con questa chiave, su qualsiasi computer. Stampala e conservala lontano dai backup.</translation>
    </message>
    <message>
        <source>Without it nobody opens these backups once the key ring of this computer is lost.</source>
        <translation>Senza di essa nessuno apre questi backup, se il portachiavi di questo computer va perduto.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Stampa…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Key %1</source>
        <extracomment>%1: what names the key, 16 hexadecimal digits</extracomment>
        <translation>Chiave %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Encrypt backups</source>
        <translation>Cifra i backup</translation>
    </message>
    <message>
        <source>Type two groups from your print or copy.</source>
        <translation>Digita due gruppi dalla tua stampa o copia.</translation>
    </message>
    <message>
        <source>Group %1</source>
        <comment>%1: number of a group of characters</comment>
        <translation>Gruppo %1</translation>
    </message>
    <message>
        <source>Recovery phrase of Plancia&apos;s backups</source>
        <translation>Frase di recupero dei backup di Plancia</translation>
    </message>
    <message>
        <source>Whoever has it opens every backup of this key. Keep it apart from the backups.</source>
        <translation>Chi la possiede apre ogni backup di questa chiave. Va conservata lontano dai backup.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PhraseEntry</name>
    <message>
        <source>Enter a recovery phrase</source>
        <translation>Inserisci una frase di recupero</translation>
    </message>
    <message>
        <source>The 14 groups that were printed when encryption was turned on. Upper or lower case, spaces and dashes do not matter.</source>
        <translation>I 14 gruppi stampati quando la cifratura è stata attivata. Maiuscole o minuscole, spazi e trattini non contano.</translation>
    </message>
    <message>
        <source>Recovery phrase</source>
        <translation>Frase di recupero</translation>
    </message>
    <message>
        <source>It goes to the key ring, or is kept until Plancia closes where there is none.</source>
        <translation>Va nel portachiavi; dove non c’è, resta nota finché Plancia è aperta.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>a recovery phrase</comment>
        <translation>Inserisci</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PlaceStrip</name>
    <message>
        <source>Look again</source>
        <translation>Guarda di nuovo</translation>
    </message>
    <message>
        <source>Copy now</source>
        <translation>Copia ora</translation>
    </message>
    <message>
        <source>Copied to the second place and verified there.</source>
        <translation>Copiato nel secondo posto e verificato là.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PolicyKeeper</name>
    <message>
        <source>Saved. Backups are made %1.</source>
        <translation>Salvato. I backup si fanno %1.</translation>
    </message>
    <message>
        <source>New backups are encrypted with the new key.</source>
        <translation>I nuovi backup saranno cifrati con la chiave nuova.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PolicyPanel</name>
    <message>
        <source>Schedule and limits</source>
        <translation>Pianificazione e limiti</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>By hand only</source>
        <translation>Solo a mano</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Ogni ora</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Ogni giorno</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Ogni settimana</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Ogni mese</translation>
    </message>
    <message>
        <source>Backups are made</source>
        <translation>I backup si fanno</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>On day</source>
        <translation>Il giorno</translation>
    </message>
    <message>
        <source>At minute</source>
        <translation>Al minuto</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source> h</source>
        <comment>hours, after a number</comment>
        <translation> h</translation>
    </message>
    <message>
        <source>never</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>Warn when the newest proved is older than</source>
        <translation>Avvisa se l’ultimo provato è più vecchio di</translation>
    </message>
    <message>
        <source>Kept</source>
        <comment>heading: which backups are kept</comment>
        <translation>Conservati</translation>
    </message>
    <message>
        <source>The newest backup of so many days, weeks and months. The newest proved one, pinned ones and the undo of a restore stay in any case.</source>
        <translation>L’ultimo backup di tanti giorni, settimane e mesi. L’ultimo provato, quelli bloccati e l’annullamento di un ripristino restano comunque.</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Giorni</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>Settimane</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Mesi</translation>
    </message>
    <message>
        <source>Moments</source>
        <comment>heading: the archive of every commit</comment>
        <translation>Momenti</translation>
    </message>
    <message>
        <source>Keep every commit</source>
        <translation>Conserva ogni commit</translation>
    </message>
    <message>
        <source>On the disk at most</source>
        <translation>Sul disco al massimo</translation>
    </message>
    <message>
        <source>So that any moment can be had back. Older ones thin out to one an hour, then to one a day.</source>
        <translation>Così ogni momento si può riavere. I più vecchi si diradano a uno all’ora, poi a uno al giorno.</translation>
    </message>
    <message>
        <source>Second place</source>
        <comment>heading: a folder that copies of backups go to</comment>
        <translation>Secondo posto</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nessuna</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Cartella</translation>
    </message>
    <message>
        <source>On another disk or a share. Each verified backup is copied there and verified again.</source>
        <translation>Su un altro disco o in rete. Ogni backup verificato viene copiato lì e verificato di nuovo.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Scegli una cartella…</translation>
    </message>
    <message>
        <source>Folder for copies of backups</source>
        <translation>Cartella per le copie dei backup</translation>
    </message>
    <message>
        <source>And by itself before every risky act.</source>
        <translation>E da sé prima di ogni atto rischioso.</translation>
    </message>
    <message>
        <source>Next %1. Made and proved while Plancia or its agent runs, and caught up after a sleep.</source>
        <extracomment>%1: a day and a time</extracomment>
        <translation>Prossimo %1. Fatto e provato mentre Plancia o il suo agente è attivo, e recuperato dopo una sospensione.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <comment>heading: of backups</comment>
        <translation>Cifratura</translation>
    </message>
    <message>
        <source>Encrypt new backups</source>
        <translation>Cifra i nuovi backup</translation>
    </message>
    <message>
        <source>With a key that lies in the key ring of this computer, and in a recovery phrase that you print. Copies at the second place are encrypted too. Backups that are there already stay as they are.</source>
        <translation>Con una chiave che sta nel portachiavi di questo computer e in una frase di recupero da stampare. Sono cifrate anche le copie nel secondo posto. I backup già presenti restano come sono.</translation>
    </message>
    <message>
        <source>Show the recovery phrase…</source>
        <translation>Mostra la frase di recupero…</translation>
    </message>
    <message>
        <source>Enter a recovery phrase…</source>
        <translation>Inserisci una frase di recupero…</translation>
    </message>
    <message>
        <source>Make a new key…</source>
        <translation>Crea una chiave nuova…</translation>
    </message>
    <message>
        <source>New backups are encrypted with it. Those that are there keep the key that they have.</source>
        <translation>I nuovi backup saranno cifrati con questa. Quelli già presenti mantengono la chiave che hanno.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ProgressRow</name>
    <message>
        <source>%1 of %2</source>
        <comment>done of all</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 righe/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time</comment>
        <translation>%1 rimanenti</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>plancia::ui::PrunePanel</name>
    <message>
        <source>Move to the trash</source>
        <translation>Sposta nel cestino</translation>
    </message>
    <message>
        <source>They can be had back from the trash for seven days.</source>
        <translation>Si possono riavere dal cestino per sette giorni.</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>Svuota il cestino…</translation>
    </message>
    <message>
        <source>What would go</source>
        <translation>Che cosa sparirebbe</translation>
    </message>
    <message>
        <source>The clock of this computer has jumped by %1. Nothing is deleted until somebody has looked at date and time.</source>
        <translation>L’orologio di questo computer è saltato di %1. Non si elimina nulla finché qualcuno non ha controllato data e ora.</translation>
    </message>
    <message>
        <source>The clock is right</source>
        <translation>L’orologio è giusto</translation>
    </message>
    <message>
        <source>Every backup has a reason to stay.</source>
        <translation>Ogni backup ha un motivo per restare.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) would go to the trash. After seven days there %1 are free.</source>
        <extracomment>%1 is a size</extracomment>
        <translation>
            <numerusform>%n backup andrebbe nel cestino. Dopo sette giorni lì si liberano %1.</numerusform>
            <numerusform>%n backup andrebbero nel cestino. Dopo sette giorni lì si liberano %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Goes</source>
        <comment>heading: backups that would be deleted</comment>
        <translation>Spariscono</translation>
    </message>
    <message>
        <source>Stays</source>
        <comment>heading: backups that are kept</comment>
        <translation>Restano</translation>
    </message>
    <message>
        <source>In the trash</source>
        <translation>Nel cestino</translation>
    </message>
    <message>
        <source>Take back, %1</source>
        <translation>Riprendi, %1</translation>
    </message>
    <message>
        <source>It goes for good on %1.</source>
        <translation>Sparisce definitivamente il %1.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::RestoreAsk</name>
    <message>
        <source>It is not encrypted, though backups are encrypted now: whoever can write to its folder could have changed it.</source>
        <translation>Non è cifrato, benché ora i backup vengano cifrati: chi può scrivere nella sua cartella potrebbe averlo modificato.</translation>
    </message>
    <message>
        <source>What was done after that is not in it.</source>
        <translation>Ciò che è stato fatto dopo non vi è contenuto.</translation>
    </message>
    <message>
        <source>More than %1 acts since then will be gone. The newest: %2, %3.</source>
        <comment>%2: what was done, %3: when</comment>
        <translation>Andranno persi più di %1 atti compiuti da allora. L’ultimo: %2, %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) since then will be gone. The newest: %1, %2.</source>
        <comment>%1: what was done, %2: when</comment>
        <translation>
            <numerusform>Andrà perso %n atto compiuto da allora: %1, %2.</numerusform>
            <numerusform>Andranno persi %n atti compiuti da allora. L’ultimo: %1, %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Ripristina</translation>
    </message>
    <message>
        <source>Undo the restore of %1?</source>
        <translation>Annullare il ripristino del %1?</translation>
    </message>
    <message>
        <source>The store becomes what it was before it, at commit %1. What is there now is backed up first.</source>
        <translation>L’archivio torna com’era prima, al commit %1. Prima viene fatto un backup di ciò che contiene ora.</translation>
    </message>
    <message>
        <source>Undo the restore</source>
        <translation>Annulla il ripristino</translation>
    </message>
    <message>
        <source>Restore the backup of %1?</source>
        <translation>Ripristinare il backup del %1?</translation>
    </message>
    <message>
        <source>The local store begins again with what it held at commit %1. The damaged files are moved aside and kept as they are.</source>
        <translation>L’archivio locale riparte da ciò che conteneva al commit %1. I file danneggiati vengono messi da parte e conservati come sono.</translation>
    </message>
    <message>
        <source>The store becomes what it was then, at commit %1. What is there now is backed up first, and the restore can be undone for 30 days.</source>
        <translation>L’archivio torna com’era allora, al commit %1. Prima viene fatto un backup di ciò che contiene ora, e il ripristino si può annullare per 30 giorni.</translation>
    </message>
    <message>
        <source>The schema becomes what it was at commit %1, in one step. What is there now stays in the server under another name, and this can be undone for 30 days.</source>
        <translation>Lo schema torna com’era al commit %1, in un solo passo. Ciò che c’è adesso resta nel server con un altro nome, e si può annullare per 30 giorni.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) or tenant(s) deleted for good since then will be back, without the row that proves it: delete them again.</source>
        <translation>
            <numerusform>%n persona o tenant eliminato definitivamente da allora tornerà, senza la riga che ne prova l’eliminazione: eliminalo di nuovo.</numerusform>
            <numerusform>%n persone o tenant eliminati definitivamente da allora torneranno, senza la riga che ne prova l’eliminazione: eliminali di nuovo.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::RuleForm</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Small letters, digits and hyphens.</source>
        <translation>Lettere minuscole, cifre e trattini.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>For people; empty: the name.</source>
        <translation>Per le persone; vuoto: il nome.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravità</translation>
    </message>
    <message>
        <source>It says</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>Che cosa si sorveglia</translation>
    </message>
    <message>
        <source>A metric</source>
        <translation>Una metrica</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventi</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrica</translation>
    </message>
    <message>
        <source>Measured as</source>
        <translation>Misurata come</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sorgente</translation>
    </message>
    <message>
        <source>Each * stands for any text; each source is judged by itself.</source>
        <translation>Ogni * sta per un testo qualsiasi; ogni sorgente è valutata per conto suo.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Text in the message</source>
        <translation>Testo nel messaggio</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Espressione regolare</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Qualsiasi</translation>
    </message>
    <message>
        <source>each source</source>
        <translation>ogni sorgente</translation>
    </message>
    <message>
        <source>each tenant</source>
        <translation>ogni tenant</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>tutti insieme</translation>
    </message>
    <message>
        <source>Severity from</source>
        <translation>Gravità da</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Valutati</translation>
    </message>
    <message>
        <source>From the hour</source>
        <translation>Dalle ore</translation>
    </message>
    <message>
        <source>The same: at any time.</source>
        <translation>Uguali: a ogni ora.</translation>
    </message>
    <message>
        <source>To the hour</source>
        <translation>Alle ore</translation>
    </message>
    <message>
        <source>By the agent’s clock.</source>
        <translation>Per l’orologio dell’agente.</translation>
    </message>
    <message>
        <source>When it is an alert</source>
        <translation>Quando è un allarme</translation>
    </message>
    <message>
        <source>above</source>
        <translation>sopra</translation>
    </message>
    <message>
        <source>below</source>
        <translation>sotto</translation>
    </message>
    <message>
        <source>The value is</source>
        <translation>Il valore è</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>The limit is a multiple of the mean of a day</source>
        <translation>Il limite è un multiplo della media di un giorno</translation>
    </message>
    <message>
        <source>Clears at</source>
        <translation>Rientra a</translation>
    </message>
    <message>
        <source>Empty: at the limit.</source>
        <translation>Vuoto: al limite.</translation>
    </message>
    <message>
        <source>Least samples</source>
        <translation>Campioni minimi</translation>
    </message>
    <message>
        <source>Fewer are no answer.</source>
        <translation>Meno non danno risposta.</translation>
    </message>
    <message>
        <source>Pending for</source>
        <translation>In attesa per</translation>
    </message>
    <message>
        <source>Fires on for</source>
        <translation>Resta attivo per</translation>
    </message>
    <message>
        <source>Tell when it is not known, too</source>
        <translation>Segnala anche quando non è noto</translation>
    </message>
    <message>
        <source>Is on</source>
        <translation>È accesa</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Nuova regola</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Modifica %1</translation>
    </message>
    <message>
        <source>A factor is a number over 0, as 2 or 1.5.</source>
        <translation>Un fattore è un numero sopra 0, come 2 o 1.5.</translation>
    </message>
    <message>
        <source>A limit is a number, as 0.95 or 1000.</source>
        <translation>Un limite è un numero, come 0.95 o 1000.</translation>
    </message>
    <message>
        <source>There is a rule of that name.</source>
        <translation>C’è già una regola con quel nome.</translation>
    </message>
    <message>
        <source>A name has small letters, digits and hyphens, at most %1.</source>
        <translation>Un nome ha lettere minuscole, cifre e trattini, al massimo %1.</translation>
    </message>
    <message>
        <source>Choose a metric of the handbook.</source>
        <translation>Scegli una metrica del manuale.</translation>
    </message>
    <message>
        <source>This is no regular expression.</source>
        <translation>Questa non è un’espressione regolare.</translation>
    </message>
    <message>
        <source>From 1 s to 1 h.</source>
        <translation>Da 1 s a 1 h.</translation>
    </message>
    <message>
        <source>At most a day.</source>
        <translation>Al massimo un giorno.</translation>
    </message>
    <message>
        <source>A number on the good side of the limit.</source>
        <translation>Un numero dal lato buono del limite.</translation>
    </message>
    <message>
        <source>From 1 to 1000000.</source>
        <translation>Da 1 a 1000000.</translation>
    </message>
    <message>
        <source>Only what can be printed, at most %1 characters.</source>
        <translation>Solo ciò che si può stampare, al massimo %1 caratteri.</translation>
    </message>
    <message>
        <source>What was seen last, against this limit</source>
        <translation>L’ultimo valore visto, rispetto a questo limite</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non noto</translation>
    </message>
</context>
<context>
    <name>plancia::ui::RulePanel</name>
    <message>
        <source>Is on</source>
        <translation>È accesa</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplica</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Elimina…</translation>
    </message>
    <message>
        <source>On</source>
        <comment>a rule</comment>
        <translation>Accesa</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>a rule</comment>
        <translation>Spenta</translation>
    </message>
    <message>
        <source>The rules of this agent are in agent.toml on its computer. They cannot be changed from here.</source>
        <translation>Le regole di questo agente stanno in agent.toml sul suo computer. Da qui non si possono cambiare.</translation>
    </message>
    <message>
        <source>Says now</source>
        <translation>Dice ora</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>Nulla che non vada.</translation>
    </message>
    <message>
        <source>It is off: nothing is watched.</source>
        <translation>È spenta: nulla è sorvegliato.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>alerts</comment>
        <translation>
            <numerusform>e altro %n</numerusform>
            <numerusform>e altri %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 × the mean of a day</source>
        <translation>%1 × la media di un giorno</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sì</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regola</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravità</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrica</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significato</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Misura</translation>
    </message>
    <message>
        <source>%1, over %2</source>
        <comment>what is measured, over which window</comment>
        <translation>%1, in %2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sorgente</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Severity from</source>
        <translation>Gravità da</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Espressione</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Ore</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>a ogni ora</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Per conto suo</translation>
    </message>
    <message>
        <source>each tenant</source>
        <translation>ogni tenant</translation>
    </message>
    <message>
        <source>each source</source>
        <translation>ogni sorgente</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>tutti insieme</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>Sopra</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>Sotto</translation>
    </message>
    <message>
        <source>Clears at</source>
        <translation>Rientra a</translation>
    </message>
    <message>
        <source>Least samples</source>
        <translation>Min. campioni</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Per</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>subito</translation>
    </message>
    <message>
        <source>Fires on for</source>
        <translation>Resta attivo</translation>
    </message>
    <message>
        <source>Tells no data</source>
        <translation>Se non è noto</translation>
    </message>
    <message>
        <source>Gone</source>
        <comment>a rule</comment>
        <translation>Sparita</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SalvagePage</name>
    <message>
        <source>Salvage</source>
        <translation>Recupero</translation>
    </message>
    <message>
        <source>The ways back from a damaged local store. Nothing is changed until you choose one.</source>
        <translation>Le vie di ritorno da un archivio locale danneggiato. Nulla cambia finché non ne scegli una.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Guarda di nuovo</translation>
    </message>
    <message>
        <source>The store is open</source>
        <translation>L’archivio è aperto</translation>
    </message>
    <message>
        <source>Salvage reads the file of the local store page by page, and so needs it closed. Nothing is changed by looking.</source>
        <translation>Il recupero legge il file dell’archivio locale pagina per pagina, e perciò deve essere chiuso. Guardando non cambia nulla.</translation>
    </message>
    <message>
        <source>Close the store and look</source>
        <translation>Chiudi l’archivio e guarda</translation>
    </message>
    <message>
        <source>The store is back</source>
        <translation>L’archivio è tornato</translation>
    </message>
    <message>
        <source>Delete the damaged files when you are sure that nothing is missing.</source>
        <translation>Elimina i file danneggiati quando hai la certezza che non manca nulla.</translation>
    </message>
    <message>
        <source>Open the store</source>
        <translation>Apri l’archivio</translation>
    </message>
    <message>
        <source>What was found in the damaged file</source>
        <translation>Che cosa è stato trovato nel file danneggiato</translation>
    </message>
    <message>
        <source>Put this in the place of the store?</source>
        <translation>Metterlo al posto dell’archivio?</translation>
    </message>
    <message>
        <source>%1: the local store begins again with what it held at commit %2. The damaged files are moved aside and kept as they are.</source>
        <comment>%1: which way back</comment>
        <translation>%1: l’archivio locale ricomincia da ciò che conteneva al commit %2. I file danneggiati vengono messi da parte e conservati così come sono.</translation>
    </message>
    <message>
        <source>%1: the local store begins again with it. The damaged files are moved aside and kept as they are.</source>
        <comment>%1: which way back</comment>
        <translation>%1: l’archivio locale ricomincia da lì. I file danneggiati vengono messi da parte e conservati così come sono.</translation>
    </message>
    <message numerus="yes">
        <source>What was done in %n commit(s) after that is not in it.</source>
        <translation>
            <numerusform>Ciò che è stato fatto in %n commit successivo non vi è compreso.</numerusform>
            <numerusform>Ciò che è stato fatto in %n commit successivi non vi è compreso.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are not in it.</source>
        <translation>
            <numerusform>%n riga non vi è compresa.</numerusform>
            <numerusform>%n righe non vi sono comprese.</numerusform>
        </translation>
    </message>
    <message>
        <source>Put in place</source>
        <translation>Metti al suo posto</translation>
    </message>
    <message>
        <source>The store is back.</source>
        <translation>L’archivio è tornato.</translation>
    </message>
    <message>
        <source>Cancelled. The store is as it was.</source>
        <translation>Annullato. L’archivio è come prima.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n place(s) more</source>
        <translation>
            <numerusform>… e %n altro punto</numerusform>
            <numerusform>… e altri %n punti</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 not taken: %3</source>
        <comment>%1: a table, %2: how many rows, %3: why</comment>
        <translation>%1: %2 non prese: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) may hold old rows, and are left out</source>
        <translation>
            <numerusform>%n pagina può avere righe vecchie, ed è lasciata fuori</numerusform>
            <numerusform>%n pagine possono avere righe vecchie, e sono lasciate fuori</numerusform>
        </translation>
    </message>
    <message>
        <source>The archive</source>
        <translation>La cronologia</translation>
    </message>
    <message>
        <source>The rows of the damaged file</source>
        <translation>Le righe del file danneggiato</translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation>Preso da</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>%1, with what commit %2 held</source>
        <comment>%1, %2: numbers</comment>
        <translation>%1, con ciò che conteneva il commit %2</translation>
    </message>
    <message>
        <source>Damaged files</source>
        <translation>File danneggiati</translation>
    </message>
    <message>
        <source>Checks that failed</source>
        <translation>Controlli non superati</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SchemaView</name>
    <message>
        <source>Plancia’s schema</source>
        <translation>Schema di Plancia</translation>
    </message>
    <message>
        <source>Migrations, in the order they run</source>
        <translation>Migrazioni, nell’ordine di esecuzione</translation>
    </message>
    <message>
        <source>SQL of the chosen migration</source>
        <translation>SQL della migrazione scelta</translation>
    </message>
    <message>
        <source>Copy the roles script</source>
        <translation>Copia lo script dei ruoli</translation>
    </message>
    <message>
        <source>Save the roles script…</source>
        <translation>Salva lo script dei ruoli…</translation>
    </message>
    <message>
        <source>Plancia’s schema on “%1”</source>
        <translation>Schema di Plancia su “%1”</translation>
    </message>
    <message>
        <source>version %1, up to date</source>
        <translation>versione %1, aggiornato</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>non installato</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>versione %1 di %2</translation>
    </message>
    <message>
        <source>Everything is there. What ran is shown below.</source>
        <translation>Tutto è presente. Sotto è mostrato ciò che è stato eseguito.</translation>
    </message>
    <message>
        <source>This user may not create tables in the database. Ask its administrator for the right to, or to run the roles script, then look again.</source>
        <translation>Questo utente non può creare tabelle nel database. Chiedere all’amministratore di concedere il diritto o di eseguire lo script dei ruoli, poi controllare di nuovo.</translation>
    </message>
    <message>
        <source>This user cannot make all of Plancia’s roles. Give the roles script to an administrator of the server; without it the schema goes on with the roles that exist.</source>
        <translation>Questo utente non può creare tutti i ruoli di Plancia. Dare lo script dei ruoli a un amministratore del server; senza di esso lo schema usa i ruoli esistenti.</translation>
    </message>
    <message>
        <source>Nothing has run yet. Read the SQL below: it runs in one transaction, in schema “plancia”, and touches nothing else.</source>
        <translation>Non è stato ancora eseguito nulla. Leggere l’SQL qui sotto: si esegue in un’unica transazione, nello schema “plancia”, e non tocca altro.</translation>
    </message>
    <message>
        <source>%1 %2 – waits</source>
        <translation>%1 %2 – in attesa</translation>
    </message>
    <message>
        <source>Roles, for an administrator</source>
        <translation>Ruoli, per un amministratore</translation>
    </message>
    <message numerus="yes">
        <source>Install %n migration(s)</source>
        <translation>
            <numerusform>Installa %n migrazione</numerusform>
            <numerusform>Installa %n migrazioni</numerusform>
        </translation>
    </message>
    <message>
        <source>Installing. This takes a moment.</source>
        <translation>Installazione in corso. Richiede un momento.</translation>
    </message>
    <message>
        <source>Save the roles script</source>
        <translation>Salva lo script dei ruoli</translation>
    </message>
    <message>
        <source>Open the workspace</source>
        <translation>Apri l’area di lavoro</translation>
    </message>
    <message>
        <source>%1 %2 – applied</source>
        <translation>%1 %2 – applicata</translation>
    </message>
    <message>
        <source>Applied %1</source>
        <translation>Applicata %1</translation>
    </message>
    <message>
        <source>Go on without a backup</source>
        <translation>Continuare senza backup</translation>
    </message>
    <message>
        <source>The schema is backed up first, then the migrations below run in one transaction.</source>
        <translation>Prima si fa un backup dello schema, poi le migrazioni qui sotto vengono eseguite in una sola transazione.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ServerListView</name>
    <message>
        <source>The server’s own</source>
        <comment>tables and indexes of the catalogue</comment>
        <translation>Del server stesso</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>listed rows, of all</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nessun risultato</translation>
    </message>
    <message>
        <source>Nothing there</source>
        <translation>Niente qui</translation>
    </message>
    <message>
        <source>Nothing is what the filter asks for.</source>
        <translation>Niente corrisponde al filtro.</translation>
    </message>
    <message>
        <source>This database has none but those of the server itself.</source>
        <translation>Questo database ha solo quelli del server stesso.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ServerPage</name>
    <message>
        <source>No server</source>
        <translation>Nessun server</translation>
    </message>
    <message>
        <source>This workspace lies on no PostgreSQL server. Open a connection to see its tables, indexes, vacuum, replication and log.</source>
        <translation>Questo spazio di lavoro non poggia su un server PostgreSQL. Apri una connessione per vederne tabelle, indici, vacuum, replica e log.</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Apri le connessioni</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aggiorna</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indici</translation>
    </message>
    <message>
        <source>Vacuum</source>
        <translation>Vacuum</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replica</translation>
    </message>
    <message>
        <source>Log and checkpoints</source>
        <translation>Log e checkpoint</translation>
    </message>
    <message>
        <source>Search schema, table, owner</source>
        <translation>Cerca schema, tabella, proprietario</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Da guardare</translation>
    </message>
    <message>
        <source>Search index, table, definition</source>
        <translation>Cerca indice, tabella, definizione</translation>
    </message>
    <message>
        <source>Databases, by the age of their oldest transaction id</source>
        <translation>Database, per età dell’id di transazione più vecchio</translation>
    </message>
    <message>
        <source>Runs now</source>
        <translation>In corso</translation>
    </message>
    <message>
        <source>What holds vacuum back</source>
        <translation>Che cosa trattiene il vacuum</translation>
    </message>
    <message>
        <source>Where autovacuum comes next</source>
        <translation>Dove passerà l’autovacuum</translation>
    </message>
    <message>
        <source>Tables without autovacuum</source>
        <translation>Tabelle senza autovacuum</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>This server</source>
        <translation>Questo server</translation>
    </message>
    <message>
        <source>Standbys</source>
        <translation>Standby</translation>
    </message>
    <message>
        <source>Replication slots</source>
        <translation>Slot di replica</translation>
    </message>
    <message>
        <source>Subscriptions</source>
        <translation>Sottoscrizioni</translation>
    </message>
    <message>
        <source>Write-ahead log</source>
        <translation>Log write-ahead</translation>
    </message>
    <message>
        <source>Archiver</source>
        <translation>Archiviatore</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Buffers that were written</source>
        <translation>Buffer scritti</translation>
    </message>
    <message>
        <source>No vacuum, analyse or making of an index runs now.</source>
        <translation>Ora non è in corso nessun vacuum, nessuna analisi e nessuna creazione di indici.</translation>
    </message>
    <message>
        <source>Nothing: no session, prepared transaction, slot or standby keeps dead rows.</source>
        <translation>Niente: nessuna sessione, transazione preparata, slot o standby conserva righe morte.</translation>
    </message>
    <message>
        <source>Nothing that this role may see.</source>
        <translation>Niente che questo ruolo possa vedere.</translation>
    </message>
    <message>
        <source>No table among those that were looked at has reached a threshold.</source>
        <translation>Nessuna delle tabelle esaminate ha raggiunto una soglia.</translation>
    </message>
    <message>
        <source>No table has reached a threshold.</source>
        <translation>Nessuna tabella ha raggiunto una soglia.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nessuno.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>standby</source>
        <translation>standby</translation>
    </message>
    <message>
        <source>primary</source>
        <translation>primario</translation>
    </message>
    <message>
        <source>Position in the log</source>
        <translation>Posizione nel log</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Ricevitore</translation>
    </message>
    <message>
        <source>none runs</source>
        <translation>nessuno in corso</translation>
    </message>
    <message>
        <source>runs; the rest is hidden from this role</source>
        <translation>in corso; il resto è nascosto a questo ruolo</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>%1, slot %2</source>
        <translation>%1, slot %2</translation>
    </message>
    <message>
        <source>Replayed to</source>
        <translation>Riapplicato fino a</translation>
    </message>
    <message>
        <source>Came, not replayed</source>
        <translation>Arrivato, non riapplicato</translation>
    </message>
    <message>
        <source>Behind by</source>
        <translation>In ritardo di</translation>
    </message>
    <message>
        <source>nothing: all that came has been replayed</source>
        <translation>niente: tutto ciò che è arrivato è stato riapplicato</translation>
    </message>
    <message>
        <source>Last commit replayed</source>
        <translation>Ultimo commit riapplicato</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ancora nessuno</translation>
    </message>
    <message>
        <source>No standby is connected.</source>
        <translation>Nessuno standby è connesso.</translation>
    </message>
    <message>
        <source>There is no slot.</source>
        <translation>Non c’è nessuno slot.</translation>
    </message>
    <message>
        <source>There is no subscription.</source>
        <translation>Non c’è nessuna sottoscrizione.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>Counted since</source>
        <translation>Contati da</translation>
    </message>
    <message>
        <source>ever: never reset</source>
        <translation>sempre: mai azzerati</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posizione</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>Su disco</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n file</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown: hidden from this role</source>
        <translation>sconosciuto: nascosto a questo ruolo</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Scritti</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Full pages</source>
        <translation>Pagine intere</translation>
    </message>
    <message>
        <source>Waits for wal_buffers</source>
        <translation>Attese di wal_buffers</translation>
    </message>
    <message>
        <source>counted from PostgreSQL 14 on</source>
        <translation>contati da PostgreSQL 14 in poi</translation>
    </message>
    <message>
        <source>Archiving</source>
        <translation>Archiviazione</translation>
    </message>
    <message>
        <source>off</source>
        <translation>spenta</translation>
    </message>
    <message>
        <source>always, on a standby too</source>
        <translation>sempre, anche su uno standby</translation>
    </message>
    <message>
        <source>on</source>
        <translation>attiva</translation>
    </message>
    <message>
        <source>Last archived</source>
        <translation>Ultimo archiviato</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a file, when</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Ultimo errore</translation>
    </message>
    <message>
        <source>Files that wait</source>
        <translation>File in attesa</translation>
    </message>
    <message>
        <source>Archived, failed</source>
        <translation>Archiviati, falliti</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>two numbers</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Last checkpoint</source>
        <translation>Ultimo checkpoint</translation>
    </message>
    <message>
        <source>Log since it began</source>
        <translation>Log dal suo inizio</translation>
    </message>
    <message>
        <source>Forced</source>
        <translation>Forzati</translation>
    </message>
    <message>
        <source>Time to write</source>
        <translation>Tempo di scrittura</translation>
    </message>
    <message>
        <source>Time to sync</source>
        <translation>Tempo di sync</translation>
    </message>
    <message>
        <source>By checkpoints</source>
        <translation>Dai checkpoint</translation>
    </message>
    <message>
        <source>By the background writer</source>
        <translation>Dal background writer</translation>
    </message>
    <message numerus="yes">
        <source>%1; it stopped at its limit %n time(s)</source>
        <translation>
            <numerusform>%1; si è fermato al suo limite %n volta</numerusform>
            <numerusform>%1; si è fermato al suo limite %n volte</numerusform>
        </translation>
    </message>
    <message>
        <source>By sessions themselves</source>
        <translation>Dalle sessioni stesse</translation>
    </message>
    <message>
        <source>%1, and %2 syncs</source>
        <translation>%1, e %2 sync</translation>
    </message>
    <message>
        <source>Tables, indexes, vacuum, replication and log of a PostgreSQL server</source>
        <translation>Tabelle, indici, vacuum, replica e log di un server PostgreSQL</translation>
    </message>
    <message>
        <source>up for %1</source>
        <comment>a server</comment>
        <translation>attivo da %1</translation>
    </message>
    <message>
        <source>counters since %1</source>
        <translation>contatori da %1</translation>
    </message>
    <message>
        <source>counters never reset</source>
        <translation>contatori mai azzerati</translation>
    </message>
    <message>
        <source>as of %1</source>
        <comment>a time</comment>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>Switched off, at a risk for the data: %1.</source>
        <translation>Su off, con rischio per i dati: %1.</translation>
    </message>
    <message>
        <source>There are more tables than are shown: the first %1, by the pages that were counted last.</source>
        <translation>Ci sono più tabelle di quelle mostrate: le prime %1, per pagine contate l’ultima volta.</translation>
    </message>
    <message>
        <source>There are more indexes than are shown: the first %1, by the pages that were counted last.</source>
        <translation>Ci sono più indici di quelli mostrati: i primi %1, per pagine contate l’ultima volta.</translation>
    </message>
    <message>
        <source>There is more than is shown: the first %1 tables were looked at, and lists end at %2.</source>
        <translation>C’è più di quanto è mostrato: sono state esaminate le prime %1 tabelle, e gli elenchi finiscono a %2.</translation>
    </message>
    <message>
        <source>This is a standby: its scans are its own, and no index is said to be unused.</source>
        <translation>Questo è uno standby: le sue scansioni sono solo sue, e nessun indice è detto inutilizzato.</translation>
    </message>
    <message>
        <source>Bloat is estimated where this role may read the rows. An administrator of the server can change that: %1</source>
        <translation>Il bloat è stimato dove questo ruolo può leggere le righe. Un amministratore del server può cambiarlo: %1</translation>
    </message>
    <message>
        <source>This role does not see what sessions of others do, and so not all that runs or holds vacuum back. An administrator of the server can change that: %1</source>
        <translation>Questo ruolo non vede che cosa fanno le sessioni altrui, e quindi non tutto ciò che è in corso o trattiene il vacuum. Un amministratore del server può cambiarlo: %1</translation>
    </message>
    <message>
        <source>This role sees that standbys are there, and not how far they are. An administrator of the server can change that: %1</source>
        <translation>Questo ruolo vede che gli standby ci sono, e non a che punto sono. Un amministratore del server può cambiarlo: %1</translation>
    </message>
    <message>
        <source>This role may not list the files of the log. An administrator of the server can change that: %1</source>
        <translation>Questo ruolo non può elencare i file del log. Un amministratore del server può cambiarlo: %1</translation>
    </message>
    <message>
        <source>Not known on a standby: its primary counts it.</source>
        <translation>Non noto su uno standby: lo conta il suo primario.</translation>
    </message>
    <message>
        <source>This is a standby: writes, dead rows, vacuums and analyses are counted by its primary alone, and not known here.</source>
        <translation>Questo è uno standby: scritture, righe morte, vacuum e analyze li conta solo il suo primario, e qui non sono noti.</translation>
    </message>
    <message>
        <source>tables as of %1</source>
        <comment>a time</comment>
        <translation>tabelle alle %1</translation>
    </message>
    <message>
        <source>Timed</source>
        <translation>A tempo</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ServerPanel</name>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Proprietario</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opzioni</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dimensione</translation>
    </message>
    <message>
        <source>unknown: somebody holds it locked</source>
        <translation>sconosciuta: qualcuno la tiene bloccata</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>In tutto</translation>
    </message>
    <message>
        <source>The table itself</source>
        <translation>La tabella stessa</translation>
    </message>
    <message>
        <source>TOAST</source>
        <comment>PostgreSQL&apos;s place for long values</comment>
        <translation>TOAST</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indici</translation>
    </message>
    <message>
        <source>Bloat, estimated</source>
        <translation>Bloat, stimato</translation>
    </message>
    <message>
        <source>unknown: the statistics took too long</source>
        <translation>sconosciuto: le statistiche tardavano troppo</translation>
    </message>
    <message>
        <source>unknown: no statistics yet</source>
        <translation>sconosciuto: ancora nessuna statistica</translation>
    </message>
    <message>
        <source>unknown: this role may not read it</source>
        <translation>sconosciuto: questo ruolo non può leggerla</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>Rows, estimated</source>
        <translation>Righe, stimate</translation>
    </message>
    <message>
        <source>unknown: never counted</source>
        <translation>sconosciute: mai contate</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Vive</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>Morte</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Since the counters began</source>
        <translation>Da quando si conta</translation>
    </message>
    <message>
        <source>Sequential scans</source>
        <translation>Scansioni sequenziali</translation>
    </message>
    <message>
        <source>%1, of %2 rows</source>
        <comment>scans of a table</comment>
        <translation>%1, di %2 righe</translation>
    </message>
    <message>
        <source>Index scans</source>
        <translation>Scansioni indice</translation>
    </message>
    <message>
        <source>no index</source>
        <translation>nessun indice</translation>
    </message>
    <message>
        <source>Inserted</source>
        <translation>Inserite</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aggiornate</translation>
    </message>
    <message>
        <source>%1, %2 within the page</source>
        <translation>%1, %2 nella pagina</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Eliminate</translation>
    </message>
    <message>
        <source>Last scan</source>
        <translation>Ultima scansione</translation>
    </message>
    <message>
        <source>Vacuum</source>
        <translation>Vacuum</translation>
    </message>
    <message>
        <source>never</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>Autovacuum</source>
        <translation>Autovacuum</translation>
    </message>
    <message>
        <source>off for this table</source>
        <translation>spento per questa tabella</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analisi</translation>
    </message>
    <message>
        <source>Autoanalyse</source>
        <translation>Analisi automatica</translation>
    </message>
    <message>
        <source>Autovacuum at</source>
        <translation>Autovacuum a</translation>
    </message>
    <message>
        <source>%1 dead rows (%2)</source>
        <comment>how near it is</comment>
        <translation>%1 righe morte (%2)</translation>
    </message>
    <message>
        <source>Oldest transaction</source>
        <translation>Transazione più vecchia</translation>
    </message>
    <message>
        <source>%1 ago, %2 of the limit</source>
        <comment>transactions</comment>
        <translation>%1 fa, %2 del limite</translation>
    </message>
    <message>
        <source>Oldest multixact</source>
        <translation>Multixact più vecchio</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Ricerca in corso…</translation>
    </message>
    <message>
        <source>%1 scans</source>
        <translation>%1 scansioni</translation>
    </message>
    <message>
        <source>None among those that are shown.</source>
        <translation>Nessuno fra quelli mostrati.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nessuno.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>%1, being built</source>
        <translation>%1, in costruzione</translation>
    </message>
    <message>
        <source>Constraint</source>
        <translation>Vincolo</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Serve a</translation>
    </message>
    <message>
        <source>foreign keys</source>
        <translation>chiavi esterne</translation>
    </message>
    <message>
        <source>Needed as</source>
        <translation>Serve come</translation>
    </message>
    <message>
        <source>replica identity</source>
        <translation>identità di replica</translation>
    </message>
    <message>
        <source>Covered by</source>
        <translation>Coperto da</translation>
    </message>
    <message>
        <source>unknown: estimated for B-trees alone</source>
        <translation>sconosciuto: stimato solo per B-tree</translation>
    </message>
    <message>
        <source>unknown: this role may not read its table</source>
        <translation>sconosciuto: questo ruolo non può leggere la tabella</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scansioni</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Righe lette</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definizione</translation>
    </message>
    <message>
        <source>Open its table</source>
        <translation>Apri la sua tabella</translation>
    </message>
    <message>
        <source>unknown: the primary alone counts it</source>
        <translation>ignoto: lo conta solo il primario</translation>
    </message>
    <message>
        <source>They could not be read.</source>
        <translation>Non è stato possibile leggerli.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SessionPanel</name>
    <message>
        <source>Process %1</source>
        <comment>a session, by its pid</comment>
        <translation>Processo %1</translation>
    </message>
    <message>
        <source>Waits for a lock</source>
        <translation>Attende un lock</translation>
    </message>
    <message>
        <source>Running query</source>
        <translation>Query in corso</translation>
    </message>
    <message>
        <source>Last query</source>
        <translation>Ultima query</translation>
    </message>
    <message>
        <source>This role does not see the queries of others.</source>
        <translation>Questo ruolo non vede le query degli altri.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nessuna.</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>The query is longer: its first %1 characters are shown.</source>
        <translation>La query è più lunga: sono mostrati i primi %1 caratteri.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Applicazione</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>this server</source>
        <comment>a session over a socket of the same machine</comment>
        <translation>questo server</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Genere</translation>
    </message>
    <message>
        <source>Connected for</source>
        <translation>Connessa da</translation>
    </message>
    <message>
        <source>In transaction for</source>
        <translation>In transazione da</translation>
    </message>
    <message>
        <source>Query runs for</source>
        <translation>In esecuzione da</translation>
    </message>
    <message>
        <source>In this state for</source>
        <translation>In questo stato da</translation>
    </message>
    <message>
        <source>Waits for</source>
        <comment>a wait event of PostgreSQL</comment>
        <translation>Attende</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>questo programma</translation>
    </message>
    <message>
        <source>Waits for a lock of</source>
        <translation>Attende un lock di</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a lock mode, and what is locked</comment>
        <translation>%1 su %2</translation>
    </message>
    <message>
        <source>a prepared transaction: somebody must commit it or roll it back</source>
        <translation>una transazione preparata: qualcuno deve confermarla o annullarla</translation>
    </message>
    <message>
        <source>Holds up</source>
        <translation>Trattiene</translation>
    </message>
    <message>
        <source>Cancel the query…</source>
        <translation>Annulla la query…</translation>
    </message>
    <message>
        <source>End the session…</source>
        <translation>Termina la sessione…</translation>
    </message>
    <message>
        <source>It runs no query now.</source>
        <translation>Ora non esegue alcuna query.</translation>
    </message>
    <message>
        <source>A process of the server is not ended from here.</source>
        <translation>Un processo del server non si termina da qui.</translation>
    </message>
    <message>
        <source>This role does not see what it does.</source>
        <translation>Questo ruolo non vede che cosa fa.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sessioni</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>In tempo reale</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Tutte le sessioni</translation>
    </message>
    <message>
        <source>Who waits for whom</source>
        <translation>Chi attende chi</translation>
    </message>
    <message>
        <source>No server</source>
        <translation>Nessun server</translation>
    </message>
    <message>
        <source>This workspace is no PostgreSQL server, so it has no sessions. Open a connection to see those of its server.</source>
        <translation>Quest’area di lavoro non è un server PostgreSQL, quindi non ha sessioni. Apri una connessione per vedere quelle del suo server.</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Apri le connessioni</translation>
    </message>
    <message>
        <source>This workspace is no PostgreSQL server, so nothing waits for anything.</source>
        <translation>Quest’area di lavoro non è un server PostgreSQL, quindi nulla attende nulla.</translation>
    </message>
    <message>
        <source>Search user, database, application, query</source>
        <translation>Cerca utente, database, applicazione, query</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Attive</translation>
    </message>
    <message>
        <source>Waiting for a lock</source>
        <translation>In attesa di un lock</translation>
    </message>
    <message>
        <source>Idle in transaction</source>
        <translation>Inattive in transazione</translation>
    </message>
    <message>
        <source>The server’s own</source>
        <translation>Del server</translation>
    </message>
    <message>
        <source>Moment that is looked at</source>
        <translation>Momento che si guarda</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>listed sessions, of all</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>No such session</source>
        <translation>Nessuna sessione di questo tipo</translation>
    </message>
    <message>
        <source>Nothing was at work</source>
        <translation>Nulla era al lavoro</translation>
    </message>
    <message>
        <source>Nobody is connected</source>
        <translation>Nessuno è connesso</translation>
    </message>
    <message>
        <source>Of the past only sessions at work are kept.</source>
        <translation>Del passato si conservano solo le sessioni al lavoro.</translation>
    </message>
    <message>
        <source>No session is what the filter asks for.</source>
        <translation>Nessuna sessione corrisponde al filtro.</translation>
    </message>
    <message>
        <source>There is no session but the one that asks.</source>
        <translation>Non c’è altra sessione che quella che chiede.</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>Nessuno attende</translation>
    </message>
    <message>
        <source>No session waits for a lock of another one.</source>
        <translation>Nessuna sessione attende un lock di un’altra.</translation>
    </message>
    <message>
        <source>stands still since %1</source>
        <translation>ferma dalle %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ora</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n wait(s)</source>
        <comment>a moment, and how many sessions wait for a lock</comment>
        <translation>
            <numerusform>%1 · %n attende</numerusform>
            <numerusform>%1 · %n attendono</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is connected to a PostgreSQL server, and who waits for whom</source>
        <translation>Chi è connesso a un server PostgreSQL, e chi attende chi</translation>
    </message>
    <message>
        <source>There are more sessions than are shown: the first %1.</source>
        <translation>Ci sono più sessioni di quelle mostrate: le prime %1.</translation>
    </message>
    <message>
        <source>This role does not see what sessions of others do. An administrator of the server can change that: %1</source>
        <translation>Questo ruolo non vede che cosa fanno le sessioni degli altri. Un amministratore del server può cambiarlo: %1</translation>
    </message>
    <message>
        <source>This is how it was. Go back to now to act.</source>
        <translation>Così era. Torna a ora per agire.</translation>
    </message>
    <message>
        <source>An act is under way.</source>
        <translation>Un’azione è in corso.</translation>
    </message>
    <message>
        <source>process %1 of %2</source>
        <translation>il processo %1 di %2</translation>
    </message>
    <message>
        <source>End %1?</source>
        <translation>Terminare %1?</translation>
    </message>
    <message>
        <source>Cancel the query of %1?</source>
        <translation>Annullare la query: %1?</translation>
    </message>
    <message>
        <source>The connection is closed. Most programs connect again by themselves.</source>
        <translation>La connessione viene chiusa. La maggior parte dei programmi si riconnette da sola.</translation>
    </message>
    <message>
        <source>The query stops with an error, and the session goes on.</source>
        <translation>La query si ferma con un errore, e la sessione continua.</translation>
    </message>
    <message>
        <source>What its transaction did so far is rolled back.</source>
        <translation>Ciò che la sua transazione ha fatto finora viene annullato.</translation>
    </message>
    <message>
        <source>Its transaction fails with the query.</source>
        <translation>La sua transazione fallisce con la query.</translation>
    </message>
    <message>
        <source>The role %1 may do this to its own sessions only; the server will refuse it unless somebody grants more: %2</source>
        <translation>Il ruolo %1 può farlo solo con le proprie sessioni; il server lo rifiuterà, a meno che qualcuno conceda di più: %2</translation>
    </message>
    <message>
        <source>End the session</source>
        <translation>Termina la sessione</translation>
    </message>
    <message>
        <source>Cancel the query</source>
        <translation>Annulla la query</translation>
    </message>
    <message>
        <source>The query of process %1 was cancelled.</source>
        <translation>La query del processo %1 è stata annullata.</translation>
    </message>
    <message>
        <source>Of the sessions that this role may see, none waits for another.</source>
        <translation>Delle sessioni che questo ruolo può vedere, nessuna ne attende un’altra.</translation>
    </message>
    <message>
        <source>At that moment it was not at work, or not there.</source>
        <translation>In quel momento non era al lavoro, o non c’era.</translation>
    </message>
    <message>
        <source>This session has ended.</source>
        <translation>Questa sessione è terminata.</translation>
    </message>
    <message>
        <source>Process %1 was told to end.</source>
        <translation>Al processo %1 è stato detto di terminare.</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 client connections, with the one that asks</source>
        <comment>a server, how many are taken</comment>
        <translation>%1 · %2 connessioni di client su %3, compresa quella che interroga</translation>
    </message>
    <message numerus="yes">
        <source>%n of the server itself</source>
        <comment>sessions</comment>
        <translation>
            <numerusform>%n del server stesso</numerusform>
            <numerusform>%n del server stesso</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Lingua e aspetto</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Words, numbers and dates; ids, logs and file names stay in English.</source>
        <translation>Parole, numeri e date; id, log e nomi di file restano in inglese.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Both hold the same contrast; dark is easier at night.</source>
        <translation>Entrambi hanno lo stesso contrasto; quello scuro è più comodo di notte.</translation>
    </message>
    <message>
        <source>Monitoring</source>
        <translation>Monitoraggio</translation>
    </message>
    <message>
        <source>The built-in agent</source>
        <translation>L’agente integrato</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>Address of the agent</source>
        <translation>Indirizzo dell’agente</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Error: only what failed</source>
        <translation>Error: solo ciò che è fallito</translation>
    </message>
    <message>
        <source>Warning: and what may fail soon</source>
        <translation>Warning: e ciò che può fallire presto</translation>
    </message>
    <message>
        <source>Info: and every act</source>
        <translation>Info: e ogni operazione</translation>
    </message>
    <message>
        <source>Debug: and how it was done</source>
        <translation>Debug: e come è stata eseguita</translation>
    </message>
    <message>
        <source>Trace: everything</source>
        <translation>Trace: tutto</translation>
    </message>
    <message>
        <source>Text, for people</source>
        <translation>Testo, per le persone</translation>
    </message>
    <message>
        <source>JSON lines, for machines</source>
        <translation>Righe JSON, per le macchine</translation>
    </message>
    <message>
        <source>How much is written</source>
        <translation>Quanto si scrive</translation>
    </message>
    <message>
        <source>Secrets and e-mail addresses are masked at every level.</source>
        <translation>I segreti e gli indirizzi e-mail sono mascherati a ogni livello.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>The log keeps three files of 5 MB and drops the oldest.</source>
        <translation>Il log conserva tre file da 5 MB ed elimina il meno recente.</translation>
    </message>
    <message>
        <source>Where the files are</source>
        <translation>Dove sono i file</translation>
    </message>
    <message>
        <source>Only you may read them. Set PLANCIA_HOME before the start to keep all of them under another folder.</source>
        <translation>Sono leggibili solo dal proprietario. Impostare PLANCIA_HOME prima dell’avvio per tenerli tutti in un’altra cartella.</translation>
    </message>
    <message>
        <source>Local store</source>
        <translation>Archivio locale</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Esempi</translation>
    </message>
    <message>
        <source>Log of this run</source>
        <translation>Log di questa esecuzione</translation>
    </message>
    <message>
        <source>no log is written</source>
        <translation>nessun log viene scritto</translation>
    </message>
    <message>
        <source>Passwords of people</source>
        <translation>Password delle persone</translation>
    </message>
    <message>
        <source>Characters at least</source>
        <translation>Caratteri almeno</translation>
    </message>
    <message>
        <source>Asked of passwords that are set from this installation.</source>
        <translation>Si chiede alle password impostate da questa installazione.</translation>
    </message>
    <message>
        <source>Kinds of characters at least</source>
        <translation>Tipi di caratteri almeno</translation>
    </message>
    <message>
        <source>Small letters, capitals, digits, other signs.</source>
        <translation>Minuscole, maiuscole, cifre, altri segni.</translation>
    </message>
    <message>
        <source>Where live figures come from, such as ws://monitor.example:8080; left empty, this program samples its own connections. On another computer: wss://.</source>
        <translation>Da dove vengono i valori in diretta, per esempio ws://monitor.example:8080; se vuoto, questo programma campiona le proprie connessioni. Su un altro computer: wss://.</translation>
    </message>
    <message>
        <source>Token of the agent</source>
        <translation>Token dell&apos;agente</translation>
    </message>
    <message>
        <source>Whom the system trusts</source>
        <translation>Chi è considerato affidabile dal sistema</translation>
    </message>
    <message>
        <source>Certificate of its authority</source>
        <translation>Certificato della sua autorità</translation>
    </message>
    <message>
        <source>A PEM file; needed when only you know who signed the agent&apos;s certificate.</source>
        <translation>Un file PEM; serve quando solo tu sai chi ha firmato il certificato dell&apos;agente.</translation>
    </message>
    <message>
        <source>Forget the token</source>
        <translation>Dimentica il token</translation>
    </message>
    <message>
        <source>Type to replace the stored one</source>
        <translation>Scrivi per sostituire quello conservato</translation>
    </message>
    <message>
        <source>Kept for this run only: there is no key ring that would keep it.</source>
        <translation>Conservato solo fino alla chiusura: non c&apos;è un portachiavi che lo conservi.</translation>
    </message>
    <message>
        <source>Kept in the key ring.</source>
        <translation>Conservato nel portachiavi.</translation>
    </message>
    <message>
        <source>The key ring cannot be read, so it is not known whether there is one.</source>
        <translation>Il portachiavi non si può leggere, quindi non si sa se ce n&apos;è uno.</translation>
    </message>
    <message>
        <source>The line in the agent&apos;s token file. It goes into the key ring.</source>
        <translation>La riga nel file del token dell&apos;agente. Viene conservato nel portachiavi.</translation>
    </message>
    <message>
        <source>Connected to “%1”.</source>
        <translation>Connesso a «%1».</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connessione in corso…</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>For this installation. A choice holds at once, the agent’s address with Apply.</source>
        <translation>Per questa installazione. Una scelta vale subito, l’indirizzo dell’agente con Applica.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SideChooser</name>
    <message>
        <source>Backup of %1 · commit %2</source>
        <extracomment>%1: when it was made, %2: number of a commit</extracomment>
        <translation>Backup del %1 · commit %2</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Un altro file…</translation>
    </message>
    <message>
        <source>Choose a store or a backup</source>
        <translation>Scegliere un archivio o un backup</translation>
    </message>
    <message>
        <source>Backup or SQLite file</source>
        <translation>Backup o file SQLite</translation>
    </message>
    <message>
        <source>Moment · commit %1</source>
        <translation>Momento · commit %1</translation>
    </message>
    <message>
        <source>A moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Moment of %1 · commit %2</source>
        <extracomment>%1: when it was, %2: number of a commit</extracomment>
        <translation>Momento del %1 · commit %2</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SidePanel</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SilenceForm</name>
    <message>
        <source>New silence</source>
        <translation>Nuovo silenzio</translation>
    </message>
    <message>
        <source>While a silence is in force, nobody is told of the alerts that it mutes. They are still watched and listed.</source>
        <translation>Finché un silenzio vale, nessuno è avvertito degli allarmi che silenzia. Restano sorvegliati ed elencati.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 ora</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 ore</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 giorno</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 settimana</translation>
    </message>
    <message>
        <source>Until a time</source>
        <translation>Fino a un’ora</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regola</translation>
    </message>
    <message>
        <source>Its name; each * stands for any text.</source>
        <translation>Il suo nome; ogni * sta per un testo qualsiasi.</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Di che cosa</translation>
    </message>
    <message>
        <source>A source or tenant, as the list names it; each * stands for any text.</source>
        <translation>Una sorgente o un tenant, come lo nomina la lista; ogni * sta per un testo qualsiasi.</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Per quanto</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fino a</translation>
    </message>
    <message>
        <source>Local time, at most 90 days ahead.</source>
        <translation>Ora locale, al massimo fra 90 giorni.</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autore</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commento</translation>
    </message>
    <message>
        <source>Why nobody shall be told.</source>
        <translation>Perché nessuno va avvertito.</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silenzia</translation>
    </message>
    <message>
        <source>This time has passed.</source>
        <translation>Questa ora è passata.</translation>
    </message>
    <message>
        <source>A silence lasts at most 90 days.</source>
        <translation>Un silenzio dura al massimo 90 giorni.</translation>
    </message>
    <message numerus="yes">
        <source>As of %1 it would mute %n alert(s)</source>
        <translation>
            <numerusform>Alle %1 silenzierebbe %n allarme</numerusform>
            <numerusform>Alle %1 silenzierebbe %n allarmi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now it would mute %n alert(s)</source>
        <translation>
            <numerusform>Ora silenzierebbe %n allarme</numerusform>
            <numerusform>Ora silenzierebbe %n allarmi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::SilencePanel</name>
    <message>
        <source>None at present.</source>
        <translation>Nessuno al momento.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>alerts</comment>
        <translation>
            <numerusform>e altro %n</numerusform>
            <numerusform>e altri %n</numerusform>
        </translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Termina ora</translation>
    </message>
    <message>
        <source>Silence of %1</source>
        <translation>Silenzio di %1</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Più tardi</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>In vigore</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regola</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Di che cosa</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fino a</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autore</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commento</translation>
    </message>
    <message>
        <source>Mutes now</source>
        <translation>Silenzia ora</translation>
    </message>
    <message>
        <source>Ended</source>
        <comment>a silence</comment>
        <translation>Finito</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SleepNotice</name>
    <message>
        <source>It was asleep and is being woken: it is looked at only while a page shows it.</source>
        <translation>Dormiva e viene svegliato: è guardato solo mentre una pagina lo mostra.</translation>
    </message>
    <message>
        <source>Asleep: looked at only while a page shows it.</source>
        <translation>Dorme: è guardato solo mentre una pagina lo mostra.</translation>
    </message>
    <message>
        <source>Awake while a page shows it. Its cold start took %1.</source>
        <translation>Sveglio mentre una pagina lo mostra. L’avvio a freddo ha richiesto %1.</translation>
    </message>
    <message>
        <source>Awake while a page shows it.</source>
        <translation>Sveglio mentre una pagina lo mostra.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::StatementPanel</name>
    <message>
        <source>Statement</source>
        <translation>Istruzione</translation>
    </message>
    <message>
        <source>This role may not read the statements of others. What they did is known all the same.</source>
        <translation>Questo ruolo non può leggere le istruzioni di altri. Che cosa hanno fatto si sa comunque.</translation>
    </message>
    <message>
        <source>The statement is longer: its first %1 characters are kept.</source>
        <translation>L’istruzione è più lunga: se ne conservano i primi %1 caratteri.</translation>
    </message>
    <message>
        <source>Copy the statement</source>
        <translation>Copia l’istruzione</translation>
    </message>
    <message>
        <source>It was run within a function: its figures are in those of the statement that called it, too.</source>
        <translation>È stata eseguita dentro una funzione: i suoi valori sono anche in quelli dell’istruzione che l’ha chiamata.</translation>
    </message>
    <message>
        <source>In the stretch of time that is shown it is not among the statements that took the longest.</source>
        <translation>Nell’intervallo mostrato non è tra le istruzioni durate di più.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non noto</translation>
    </message>
    <message>
        <source>%1 · %2 a call</source>
        <comment>a figure, and what it is for each call of a statement</comment>
        <translation>%1 · %2 a chiamata</translation>
    </message>
    <message>
        <source>Calls and time</source>
        <translation>Chiamate e tempo</translation>
    </message>
    <message>
        <source>Calls</source>
        <comment>of a statement</comment>
        <translation>Chiamate</translation>
    </message>
    <message>
        <source>%1 · %2 a second</source>
        <translation>%1 · %2 al secondo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Quota</translation>
    </message>
    <message>
        <source>%1 of the time of all statements</source>
        <translation>%1 del tempo di tutte le istruzioni</translation>
    </message>
    <message>
        <source>of it planning</source>
        <translation>di cui piano</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blocchi</translation>
    </message>
    <message>
        <source>Cached</source>
        <comment>column: share of blocks that were in the cache</comment>
        <translation>In cache</translation>
    </message>
    <message>
        <source>no block was looked for</source>
        <translation>nessun blocco cercato</translation>
    </message>
    <message>
        <source>In the cache</source>
        <translation>Trovati</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>blocks</comment>
        <translation>Letti</translation>
    </message>
    <message>
        <source>Written</source>
        <comment>blocks</comment>
        <translation>Scritti</translation>
    </message>
    <message>
        <source>Temporary</source>
        <comment>blocks</comment>
        <translation>Temporanei</translation>
    </message>
    <message>
        <source>Disk time</source>
        <translation>Tempo disco</translation>
    </message>
    <message>
        <source>Of</source>
        <comment>whose a statement is</comment>
        <translation>Di chi</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Query id</source>
        <translation>Id query</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <comment>by the server, in this span</comment>
        <translation>nulla di misurato</translation>
    </message>
</context>
<context>
    <name>plancia::ui::StatementsView</name>
    <message>
        <source>Search in statements</source>
        <translation>Cerca nelle istruzioni</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Istruzioni</translation>
    </message>
    <message>
        <source>Statements that run at once</source>
        <translation>Istruzioni in corso insieme</translation>
    </message>
    <message>
        <source>%1–%2, all of it known</source>
        <comment>two times</comment>
        <translation>%1–%2, tutto noto</translation>
    </message>
    <message>
        <source>%1–%2, %3 of %4 known</source>
        <comment>two times, two durations</comment>
        <translation>%1–%2, noti %3 su %4</translation>
    </message>
    <message numerus="yes">
        <source>The server dropped statements to make room for others, %n time(s): what they did since the look before is in no figure. pg_stat_statements.max is how many it keeps.</source>
        <translation>
            <numerusform>Il server ha scartato istruzioni per far posto ad altre, %n volta: che cosa hanno fatto dallo sguardo precedente non è in nessun valore. pg_stat_statements.max dice quante ne conserva.</numerusform>
            <numerusform>Il server ha scartato istruzioni per far posto ad altre, %n volte: che cosa hanno fatto dallo sguardo precedente non è in nessun valore. pg_stat_statements.max dice quante ne conserva.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server’s counters began anew at %1: what was counted shortly before is not known.</source>
        <translation>I contatori del server sono ripartiti alle %1: che cosa è stato contato poco prima non è noto.</translation>
    </message>
    <message>
        <source>Statements cannot be read now. An administrator of the server can change that, in the connected database: %1</source>
        <translation>Ora le istruzioni non si possono leggere. Un amministratore del server può cambiarlo, nel database connesso: %1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lettura…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>listed statements, of all</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>No server is chosen</source>
        <translation>Nessun server scelto</translation>
    </message>
    <message>
        <source>Statements are those of a PostgreSQL server: choose one above.</source>
        <translation>Le istruzioni sono quelle di un server PostgreSQL: sceglierne uno sopra.</translation>
    </message>
    <message>
        <source>No server is watched</source>
        <translation>Nessun server osservato</translation>
    </message>
    <message>
        <source>Statements are those of a PostgreSQL server. The agent watches each one that is saved as a connection.</source>
        <translation>Le istruzioni sono quelle di un server PostgreSQL. L’agente osserva ogni server salvato come connessione.</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Apri le connessioni</translation>
    </message>
    <message>
        <source>No such statement</source>
        <translation>Nessuna istruzione del genere</translation>
    </message>
    <message>
        <source>No statement of this stretch of time is what the filter asks for.</source>
        <translation>Nessuna istruzione di questo intervallo corrisponde al filtro.</translation>
    </message>
    <message>
        <source>Statements cannot be read</source>
        <translation>Le istruzioni non si possono leggere</translation>
    </message>
    <message>
        <source>The extension pg_stat_statements is missing in the connected database, or its library in shared_preload_libraries, or this role may not read it. An administrator of the server can change that: %1</source>
        <translation>Nel database connesso manca l’estensione pg_stat_statements, o la sua libreria in shared_preload_libraries, o questo ruolo non può leggerla. Un amministratore del server può cambiarlo: %1</translation>
    </message>
    <message>
        <source>Copy the SQL</source>
        <translation>Copia l’SQL</translation>
    </message>
    <message>
        <source>Nothing is remembered yet</source>
        <translation>Non c’è ancora niente in memoria</translation>
    </message>
    <message>
        <source>The first figures come after two minutes, by themselves.</source>
        <translation>I primi valori arrivano dopo due minuti, da soli.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
    <message>
        <source>What is remembered of this server’s statements begins at %1.</source>
        <translation>Quanto è in memoria delle istruzioni di questo server comincia alle %1.</translation>
    </message>
    <message>
        <source>Of this stretch of time no figures are remembered. They come about once a minute: a longer stretch may have some.</source>
        <translation>Di questo intervallo non c’è nessun valore in memoria. Arrivano circa una volta al minuto: un intervallo più lungo può averne.</translation>
    </message>
    <message>
        <source>No statement ran</source>
        <translation>Nessuna istruzione eseguita</translation>
    </message>
    <message>
        <source>In this stretch of time the server finished no statement.</source>
        <translation>In questo intervallo il server non ha finito nessuna istruzione.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copiato: %1</translation>
    </message>
    <message>
        <source>The figures are of what is known between %1 and %2.</source>
        <translation>I valori riguardano ciò che è noto tra %1 e %2.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::StatusBar</name>
    <message>
        <source>Backing up</source>
        <translation>Backup in corso</translation>
    </message>
    <message>
        <source>Verifying a backup</source>
        <translation>Verifica di un backup</translation>
    </message>
    <message>
        <source>Making the example service</source>
        <translation>Creazione del servizio di esempio</translation>
    </message>
    <message>
        <source>Writing a debug bundle</source>
        <translation>Scrittura di un pacchetto di diagnostica</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>esecuzione %1</translation>
    </message>
    <message>
        <source>Run %1: in every line of the log and every row of the audit trail.</source>
        <translation>Esecuzione %1: in ogni riga del log e del registro di audit.</translation>
    </message>
    <message>
        <source>No workspace</source>
        <translation>Nessuna area di lavoro</translation>
    </message>
    <message numerus="yes">
        <source>%n tasks run</source>
        <translation>
            <numerusform>%n attività in corso</numerusform>
            <numerusform>%n attività in corso</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 local · %2 UTC</source>
        <translation>%1 ora locale · %2 UTC</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Confronto in corso</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Esportazione</translation>
    </message>
    <message>
        <source>Opening a backup</source>
        <translation>Apertura di un backup</translation>
    </message>
    <message>
        <source>Checking the store</source>
        <translation>Controllo dell’archivio</translation>
    </message>
    <message>
        <source>Looking after the store</source>
        <translation>Manutenzione dell’archivio</translation>
    </message>
    <message>
        <source>Measuring the store</source>
        <translation>Misurazione dell’archivio</translation>
    </message>
    <message>
        <source>Changing tenants</source>
        <translation>Modifica dei tenant</translation>
    </message>
    <message>
        <source>Importing tenants</source>
        <translation>Importazione di tenant</translation>
    </message>
    <message>
        <source>Whether the workspace answers, and how long it took.</source>
        <translation>Se l’area di lavoro risponde, e quanto ci ha messo.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::StreamStatusView</name>
    <message>
        <source>Try now</source>
        <translation>Riprova ora</translation>
    </message>
    <message numerus="yes">
        <source>next try in %n s</source>
        <translation>
            <numerusform>nuovo tentativo fra %n s</numerusform>
            <numerusform>nuovo tentativo fra %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>trying now</source>
        <translation>tentativo in corso</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connessione in corso</translation>
    </message>
    <message>
        <source>live</source>
        <translation>in tempo reale</translation>
    </message>
    <message>
        <source>reconnecting · %1</source>
        <translation>riconnessione · %1</translation>
    </message>
    <message>
        <source>down · %1</source>
        <translation>non raggiungibile · %1</translation>
    </message>
    <message>
        <source>down</source>
        <translation>non raggiungibile</translation>
    </message>
    <message>
        <source>built-in agent</source>
        <translation>agente integrato</translation>
    </message>
    <message>
        <source>agent %1</source>
        <translation>agente %1</translation>
    </message>
    <message>
        <source>no sign of life</source>
        <translation>nessun segno di vita</translation>
    </message>
    <message>
        <source>past</source>
        <comment>the figures on show are of a past moment</comment>
        <translation>passato</translation>
    </message>
    <message>
        <source>The agent answers within %1.</source>
        <translation>L’agente risponde entro %1.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::SupportPage</name>
    <message>
        <source>Support</source>
        <translation>Assistenza</translation>
    </message>
    <message>
        <source>What somebody who helps you needs to know.</source>
        <translation>Ciò che serve sapere a chi presta assistenza.</translation>
    </message>
    <message>
        <source>Create bundle</source>
        <translation>Crea un pacchetto</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Questa esecuzione</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Esecuzione</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>File di log</translation>
    </message>
    <message>
        <source>no log is written</source>
        <translation>nessun log viene scritto</translation>
    </message>
    <message>
        <source>Versions</source>
        <extracomment>versions: of the program, of Qt, name of the operating system</extracomment>
        <translation>Versioni</translation>
    </message>
    <message>
        <source>Plancia %1 · Qt %2 · %3</source>
        <translation>Plancia %1 · Qt %2 · %3</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Che cosa verrebbe scritto</translation>
    </message>
    <message>
        <source>Choose a folder and write…</source>
        <translation>Scegli una cartella e scrivi…</translation>
    </message>
    <message>
        <source>Files of the bundle</source>
        <translation>File del pacchetto</translation>
    </message>
    <message>
        <source>Content of the chosen file</source>
        <translation>Contenuto del file scelto</translation>
    </message>
    <message>
        <source>Putting it together…</source>
        <translation>Preparazione in corso…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) · %1 · %2</source>
        <extracomment>%1: size, %2: &quot;3 values masked&quot;</extracomment>
        <translation>
            <numerusform>%n file · %1 · %2</numerusform>
            <numerusform>%n file · %1 · %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) masked</source>
        <translation>
            <numerusform>%n valore mascherato</numerusform>
            <numerusform>%n valori mascherati</numerusform>
        </translation>
    </message>
    <message>
        <source>Put together anew</source>
        <translation>Prepara di nuovo</translation>
    </message>
    <message>
        <source>%1 – the last %2 of %3</source>
        <translation>%1 – gli ultimi %2 di %3</translation>
    </message>
    <message>
        <source>Folder for %1</source>
        <translation>Cartella per %1</translation>
    </message>
    <message>
        <source>Written: %1 (%2). Read it once more before you pass it on.</source>
        <translation>Scritto: %1 (%2). Rileggerlo ancora una volta prima di inviarlo.</translation>
    </message>
    <message>
        <source>What somebody packed into this bundle; each file matches its manifest.</source>
        <translation>Ciò che è stato inserito in questo pacchetto; ogni file corrisponde al manifest.</translation>
    </message>
    <message>
        <source>What the bundle holds</source>
        <translation>Contenuto del pacchetto</translation>
    </message>
    <message>
        <source>A bundle is a zip file with this run’s log, the history of errors, versions, settings and the shape of the store. Secrets and e-mail addresses are masked, and no rows of the store are in it. Each file can be looked into before it is written, and nothing is sent anywhere.</source>
        <translation>Un pacchetto è un file zip con il log di questa esecuzione, la cronologia degli errori, le versioni, le impostazioni e la struttura dell’archivio. Segreti e indirizzi e-mail sono mascherati, e non contiene alcuna riga dell’archivio. Ogni file si può esaminare prima che sia scritto, e non si invia nulla da nessuna parte.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TableFilterBar</name>
    <message>
        <source>Column</source>
        <translation>Colonna</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Confronto</translation>
    </message>
    <message>
        <source>equals</source>
        <comment>filter: column equals value</comment>
        <translation>è uguale a</translation>
    </message>
    <message>
        <source>begins with</source>
        <comment>filter: column begins with value</comment>
        <translation>comincia con</translation>
    </message>
    <message>
        <source>is greater than</source>
        <comment>filter: column is greater than value</comment>
        <translation>è maggiore di</translation>
    </message>
    <message>
        <source>is less than</source>
        <comment>filter: column is less than value</comment>
        <translation>è minore di</translation>
    </message>
    <message>
        <source>is NULL</source>
        <comment>filter: column has no value</comment>
        <translation>è NULL</translation>
    </message>
    <message>
        <source>is not NULL</source>
        <comment>filter: column has a value</comment>
        <translation>non è NULL</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>Text, number, UUID or x&apos;00ff&apos;</source>
        <translation>Testo, numero, UUID o x’00ff&apos;</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>Mostra tutte le righe</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Tutte le righe</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TablePanel</name>
    <message>
        <source>Row</source>
        <translation>Riga</translation>
    </message>
    <message>
        <source>Schema</source>
        <comment>of a table: its columns and the SQL that made it</comment>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Choose a row to see its values whole.</source>
        <translation>Scegliere una riga per vederne i valori per intero.</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>what tells the rows of a table apart</comment>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non noto</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>circa %1</translation>
    </message>
    <message>
        <source>Triggers (they never run here)</source>
        <translation>Trigger (qui non vengono mai eseguiti)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>any type</source>
        <translation>qualsiasi tipo</translation>
    </message>
    <message>
        <source>key %1</source>
        <comment>place in the primary key</comment>
        <translation>chiave %1</translation>
    </message>
    <message>
        <source>computed</source>
        <comment>a column that is computed from others</comment>
        <translation>calcolata</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indici</translation>
    </message>
    <message>
        <source>empty text</source>
        <translation>testo vuoto</translation>
    </message>
    <message>
        <source>Only the beginning is shown: the value has %1.</source>
        <translation>È mostrato solo l’inizio: il valore ha %1.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TablesPage</name>
    <message>
        <source>A debug bundle holds no rows.</source>
        <translation>Un pacchetto di diagnostica non contiene righe.</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>Esporta CSV…</translation>
    </message>
    <message>
        <source>This table…</source>
        <translation>Questa tabella…</translation>
    </message>
    <message>
        <source>All tables…</source>
        <translation>Tutte le tabelle…</translation>
    </message>
    <message>
        <source>Guard against spreadsheet formulas</source>
        <translation>Proteggi dalle formule dei fogli di calcolo</translation>
    </message>
    <message>
        <source>Text that a spreadsheet would compute gets an apostrophe before it.</source>
        <translation>Il testo che un foglio di calcolo calcolerebbe è preceduto da un apostrofo.</translation>
    </message>
    <message>
        <source>Times as ISO 8601</source>
        <translation>Tempi come ISO 8601</translation>
    </message>
    <message>
        <source>Columns named “at” or “…_at” hold milliseconds; they are written as dates.</source>
        <translation>Le colonne chiamate “at” o “…_at” contengono millisecondi; sono scritte come date.</translation>
    </message>
    <message>
        <source>Find a table</source>
        <translation>Cerca una tabella</translation>
    </message>
    <message>
        <source>Schema</source>
        <comment>of a table: its columns and the SQL that made it</comment>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Reading every row: no index helps this filter</source>
        <translation>Lettura di ogni riga: nessun indice aiuta questo filtro</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>No tables to show here</source>
        <translation>Qui non ci sono tabelle da mostrare</translation>
    </message>
    <message>
        <source>No tables</source>
        <translation>Nessuna tabella</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nessuna corrispondenza</translation>
    </message>
    <message>
        <source>The file is an empty database.</source>
        <translation>Il file è un database vuoto.</translation>
    </message>
    <message>
        <source>No table has that in its name.</source>
        <translation>Nessuna tabella ha questo nel nome.</translation>
    </message>
    <message numerus="yes">
        <source>about %n row(s)</source>
        <translation>
            <numerusform>circa %n riga</numerusform>
            <numerusform>circa %n righe</numerusform>
        </translation>
    </message>
    <message>
        <source>A virtual table</source>
        <translation>Una tabella virtuale</translation>
    </message>
    <message>
        <source>Its rows come from code and not from the file. That code is not run here.</source>
        <translation>Le sue righe vengono da codice e non dal file. Quel codice qui non viene eseguito.</translation>
    </message>
    <message>
        <source>Rows cannot be shown</source>
        <translation>Le righe non si possono mostrare</translation>
    </message>
    <message>
        <source>Nothing tells the rows of this table apart, so they cannot be paged through.</source>
        <translation>Nulla distingue le righe di questa tabella, quindi non si possono sfogliare.</translation>
    </message>
    <message>
        <source>A view</source>
        <translation>Una vista</translation>
    </message>
    <message>
        <source>Its rows are what a query of the file’s author gives. It is run only when you ask for it, for at most five seconds.</source>
        <translation>Le sue righe sono il risultato di una query dell’autore del file. Viene eseguita solo su richiesta, per al massimo cinque secondi.</translation>
    </message>
    <message>
        <source>Run the query</source>
        <translation>Esegui la query</translation>
    </message>
    <message>
        <source>No rows</source>
        <translation>Nessuna riga</translation>
    </message>
    <message>
        <source>No row of this table is like that.</source>
        <translation>Nessuna riga di questa tabella è così.</translation>
    </message>
    <message>
        <source>The table is empty.</source>
        <translation>La tabella è vuota.</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>Mostra tutte le righe</translation>
    </message>
    <message numerus="yes">
        <source>The first %n table(s) by name</source>
        <translation>
            <numerusform>La prima %n tabella per nome</numerusform>
            <numerusform>Le prime %n tabelle per nome</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n tabella</numerusform>
            <numerusform>%n tabelle</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · read as they are, by key</source>
        <comment>how many tables there are</comment>
        <translation>%1 · lette come sono, per chiave</translation>
    </message>
    <message>
        <source>Folder for the CSV files</source>
        <translation>Cartella per i file CSV</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was left behind.</source>
        <translation>Annullato. Non è rimasto nulla.</translation>
    </message>
    <message>
        <source>Exported %1 rows (%2) to %3. A manifest with the hash of each file lies beside them.</source>
        <extracomment>%1: a number of rows, %2: a size, %3: a folder</extracomment>
        <translation>Esportate %1 righe (%2) in %3. Accanto c’è un manifest con l’hash di ogni file.</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Mostra la cartella</translation>
    </message>
    <message>
        <source>Rows are shown of SQLite files. Sizes, scans and vacuum of a server’s tables are under Server.</source>
        <translation>Le righe si vedono dei file SQLite. Spazio, scansioni e vacuum delle tabelle di un server sono sotto Server.</translation>
    </message>
    <message>
        <source>This workspace has no tables of its own; Plancia shows those of SQLite files.</source>
        <translation>Quest’area di lavoro non ha tabelle proprie; Plancia mostra quelle dei file SQLite.</translation>
    </message>
    <message>
        <source>Open Server › Tables</source>
        <translation>Apri Server › Tabelle</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TargetForm</name>
    <message>
        <source>What is watched</source>
        <translation>Che cosa si controlla</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Indirizzo</translation>
    </message>
    <message>
        <source>Any of 2xx</source>
        <translation>Qualsiasi 2xx</translation>
    </message>
    <message>
        <source>Expected status</source>
        <translation>Stato atteso</translation>
    </message>
    <message>
        <source>Text that must be in the answer (optional)</source>
        <translation>Testo che deve stare nella risposta (facoltativo)</translation>
    </message>
    <message>
        <source>It is looked for in the first 64 KiB.</source>
        <translation>Si cerca nei primi 64 KiB.</translation>
    </message>
    <message>
        <source>Follow redirects</source>
        <translation>Segui i reindirizzamenti</translation>
    </message>
    <message>
        <source> days</source>
        <comment>a number of days, in a form</comment>
        <translation> giorni</translation>
    </message>
    <message>
        <source>Degraded before the certificate ends</source>
        <translation>Degradato prima che scada il certificato</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Nessun limite</translation>
    </message>
    <message>
        <source>Degraded with less free than</source>
        <translation>Degradato con meno spazio libero di</translation>
    </message>
    <message>
        <source>Or with less than</source>
        <translation>O con meno di</translation>
    </message>
    <message>
        <source>As the schedules say</source>
        <translation>Come dicono le pianificazioni</translation>
    </message>
    <message>
        <source>Degraded when the newest proved backup is older than</source>
        <translation>Degradato se l’ultimo backup provato è più vecchio di</translation>
    </message>
    <message>
        <source>Look every</source>
        <translation>Controlla ogni</translation>
    </message>
    <message>
        <source>Give up after</source>
        <translation>Rinuncia dopo</translation>
    </message>
    <message>
        <source>Critical: nothing is well while this is down</source>
        <translation>Critico: nulla va bene finché è fuori servizio</translation>
    </message>
    <message>
        <source>Without a password: that comes from ~/.pgpass or a service.</source>
        <translation>Senza password: viene da ~/.pgpass o da un servizio.</translation>
    </message>
    <message>
        <source>write it as in %1, without user and password</source>
        <translation>scrivilo come %1, senza utente né password</translation>
    </message>
    <message>
        <source>Series that become metrics (optional)</source>
        <translation>Serie che diventano metriche (facoltativo)</translation>
    </message>
    <message>
        <source>One a line, for dashboards and alerts.</source>
        <translation>Una per riga, per cruscotti e avvisi.</translation>
    </message>
    <message>
        <source>write each once, as in http_requests_total{code=&quot;500&quot;}, of a bucket with its le; at most %1 of them</source>
        <translation>scrivi ciascuna una volta, come http_requests_total{code=&quot;500&quot;}, di un bucket con il suo le; al massimo %1</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TargetPanel</name>
    <message>
        <source>Time to answer</source>
        <translation>Tempo di risposta</translation>
    </message>
    <message>
        <source>Nothing is known of this span.</source>
        <translation>Di questo intervallo non si sa nulla.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Indirizzo</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Critico</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sì</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Controllato</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>ogni %1</translation>
    </message>
    <message>
        <source>In this state</source>
        <translation>In questo stato</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>dal %1</translation>
    </message>
    <message>
        <source>Last look</source>
        <translation>Ultimo controllo</translation>
    </message>
    <message>
        <source>Up-time</source>
        <translation>Disponibilità</translation>
    </message>
    <message>
        <source>%1 of the known time</source>
        <translation>%1 del tempo noto</translation>
    </message>
    <message>
        <source>nothing is known</source>
        <translation>non si sa nulla</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>niente</translation>
    </message>
    <message>
        <source>Recent changes</source>
        <translation>Cambiamenti recenti</translation>
    </message>
    <message>
        <source>None is remembered.</source>
        <translation>Nessuno in memoria.</translation>
    </message>
    <message>
        <source>It is not in the configuration any more; what is remembered of it stays.</source>
        <translation>Non è più nella configurazione; ciò che se ne ricorda resta.</translation>
    </message>
    <message>
        <source>The targets of %1 stand in its own configuration, agent.toml, under [[target]].</source>
        <translation>Gli obiettivi di %1 stanno nella sua configurazione, agent.toml, sotto [[target]].</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Controllo…</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Controlla ora</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Rimuovi…</translation>
    </message>
    <message>
        <source>It may sleep, and is looked at only while a page shows its figures. Until then nothing is known of it.</source>
        <translation>Può dormire, e viene guardato solo mentre una pagina ne mostra i valori. Fino ad allora non se ne sa nulla.</translation>
    </message>
    <message>
        <source>It does not answer the agent. A test of its connection tells what is wrong.</source>
        <translation>Non risponde all’agente. Una prova della connessione dice che cosa non va.</translation>
    </message>
    <message>
        <source>Show in Monitoring</source>
        <translation>Mostra in Monitoraggio</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TaskRows</name>
    <message>
        <source>Backing up, then reading it back to verify</source>
        <translation>Backup in corso, poi rilettura per la verifica</translation>
    </message>
    <message>
        <source>Verifying %1</source>
        <translation>Verifica di %1</translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation>Ripristino di %1</translation>
    </message>
    <message>
        <source>Exporting to %1</source>
        <translation>Esportazione in %1</translation>
    </message>
    <message>
        <source>Checking the store</source>
        <translation>Controllo dell’archivio</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <comment>%1: name of a check</comment>
        <translation>Controllo di %1</translation>
    </message>
    <message>
        <source>Repairing %1</source>
        <comment>%1: name of a check</comment>
        <translation>Riparazione di %1</translation>
    </message>
    <message>
        <source>Building the indexes anew</source>
        <translation>Ricostruzione degli indici</translation>
    </message>
    <message>
        <source>Giving unused room back</source>
        <translation>Restituzione dello spazio inutilizzato</translation>
    </message>
    <message>
        <source>Measuring the store</source>
        <translation>Misurazione dell’archivio</translation>
    </message>
    <message>
        <source>Proving %1 in a scratch copy</source>
        <translation>Prova di %1 in una copia</translation>
    </message>
    <message>
        <source>Copying to the second place, then verifying there</source>
        <translation>Copia nel secondo posto, poi verifica là</translation>
    </message>
    <message>
        <source>Reading what can be had for the store</source>
        <translation>Lettura di ciò che si può avere per l’archivio</translation>
    </message>
    <message>
        <source>Changing tenants</source>
        <translation>Modifica dei tenant</translation>
    </message>
    <message>
        <source>Moving, and reading back what arrived</source>
        <translation>Spostamento, e rilettura di ciò che è arrivato</translation>
    </message>
    <message>
        <source>Looking for the last backup without the fault</source>
        <translation>Ricerca dell’ultimo backup senza il difetto</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantActs</name>
    <message>
        <source>Another slug for %1</source>
        <translation>Un altro slug per %1</translation>
    </message>
    <message>
        <source>The new slug. “%1” leads to it from then on, and no other tenant can take it.</source>
        <translation>Il nuovo slug. “%1” da allora porta a lui, e nessun altro tenant può prenderlo.</translation>
    </message>
    <message>
        <source>Change the slug</source>
        <translation>Cambia lo slug</translation>
    </message>
    <message>
        <source>The slug is “%1” now. “%2” leads to it.</source>
        <translation>Lo slug ora è “%1”. “%2” porta a lui.</translation>
    </message>
    <message>
        <source>Archive %1?</source>
        <translation>Archiviare %1?</translation>
    </message>
    <message>
        <source>It is no customer any more and is kept for the record. It can be activated again.</source>
        <translation>Non è più cliente e si conserva per memoria. Si può riattivare.</translation>
    </message>
    <message>
        <source>Its users and keys are refused from their next request on.</source>
        <translation>I suoi utenti e le sue chiavi vengono rifiutati dalla prossima richiesta in poi.</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivia</translation>
    </message>
    <message>
        <source>%1 is archived.</source>
        <translation>%1 è archiviato.</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>Eliminare %1?</translation>
    </message>
    <message>
        <source>It goes out of every list and can be taken back for 30 days. Its slug stays taken.</source>
        <translation>Esce da ogni elenco e si può recuperare per 30 giorni. Il suo slug resta occupato.</translation>
    </message>
    <message>
        <source>Delete</source>
        <comment>a tenant, with a way back</comment>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>%1 is deleted. It can be taken back for 30 days.</source>
        <translation>%1 è eliminato. Si può recuperare per 30 giorni.</translation>
    </message>
    <message>
        <source>%1 is there again, as it was.</source>
        <translation>%1 c’è di nuovo, com’era.</translation>
    </message>
    <message>
        <source>Where everything of %1 is written before it is deleted</source>
        <translation>Dove si scrive tutto di %1 prima di eliminarlo</translation>
    </message>
    <message>
        <source>Delete %1 for good?</source>
        <translation>Eliminare %1 per sempre?</translation>
    </message>
    <message>
        <source>Rows that go: %1. Rows of the audit trail that stay: %2. All of it is written to %3 first.</source>
        <extracomment>%1: tables and their numbers of rows, %2: a number of rows, %3: a file</extracomment>
        <translation>Righe che vanno via: %1. Righe del registro che restano: %2. Prima si scrive tutto in %3.</translation>
    </message>
    <message>
        <source>It cannot be taken back.</source>
        <translation>Non si può recuperare.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Elimina per sempre</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantConflict</name>
    <message>
        <source>Somebody else saved this tenant while you worked on it. Nothing of yours is lost, and nothing of theirs was overwritten.</source>
        <translation>Qualcun altro ha salvato questo tenant durante la modifica. Non è andato perduto né sovrascritto nulla, né da una parte né dall’altra.</translation>
    </message>
    <message>
        <source>Their version was saved %1 (CONFLICT_001).</source>
        <translation>L’altra versione è stata salvata %1 (CONFLICT_001).</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>They changed the status from “%1” to “%2”. Saving your version leaves that as it is.</source>
        <translation>L’altra persona ha cambiato lo stato da “%1” a “%2”. Salvando la propria versione, lo stato resta così.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>They changed the name from “%1” to “%2”. Your act leaves that as it is.</source>
        <translation>L’altra persona ha cambiato il nome da “%1” a “%2”. L’operazione lo lascia così.</translation>
    </message>
    <message>
        <source>They changed the notes. Your act leaves that as it is.</source>
        <translation>L’altra persona ha cambiato le note. L’operazione le lascia così.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Trial ends</source>
        <translation>Fine della prova</translation>
    </message>
    <message>
        <source>They changed the slug from “%1” to “%2”. Saving your version leaves that as it is.</source>
        <translation>Hanno cambiato lo slug da “%1” a “%2”. Salvare la tua versione lo lascia così.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantDetail</name>
    <message>
        <source>created</source>
        <comment>act on a tenant</comment>
        <translation>creato</translation>
    </message>
    <message>
        <source>edited</source>
        <comment>act on a tenant</comment>
        <translation>modificato</translation>
    </message>
    <message>
        <source>suspended</source>
        <comment>act on a tenant</comment>
        <translation>sospeso</translation>
    </message>
    <message>
        <source>activated</source>
        <comment>act on a tenant</comment>
        <translation>attivato</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an act and how it ended</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Reason of the status</source>
        <translation>Motivo dello stato</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Last acts</source>
        <translation>Ultime operazioni</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>All acts on this tenant</source>
        <translation>Tutte le operazioni su questo tenant</translation>
    </message>
    <message>
        <source>Slug</source>
        <translation>Slug</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>when a tenant was created</comment>
        <translation>Dal</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>when a tenant was changed last</comment>
        <translation>Modificato</translation>
    </message>
    <message>
        <source>This workspace has no audit trail.</source>
        <translation>Questa area di lavoro non ha un registro di audit.</translation>
    </message>
    <message>
        <source>Nobody has done anything with this tenant yet.</source>
        <translation>Nessuno ha ancora fatto nulla con questo tenant.</translation>
    </message>
    <message>
        <source>archived</source>
        <comment>act on a tenant</comment>
        <translation>archiviato</translation>
    </message>
    <message>
        <source>given another slug</source>
        <comment>act on a tenant</comment>
        <translation>slug cambiato</translation>
    </message>
    <message>
        <source>deleted</source>
        <comment>act on a tenant</comment>
        <translation>eliminato</translation>
    </message>
    <message>
        <source>taken back</source>
        <comment>act on a tenant</comment>
        <translation>recuperato</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Trial ends</source>
        <translation>Fine della prova</translation>
    </message>
    <message>
        <source>Deleted</source>
        <comment>when a tenant was deleted</comment>
        <translation>Eliminato</translation>
    </message>
    <message>
        <source>Undo until</source>
        <translation>Recuperabile fino al</translation>
    </message>
    <message>
        <source>API keys of this tenant</source>
        <translation>Chiavi API di questo tenant</translation>
    </message>
    <message>
        <source>People of this tenant</source>
        <translation>Persone di questo tenant</translation>
    </message>
    <message>
        <source>limit set</source>
        <comment>act on a tenant</comment>
        <translation>limite impostato</translation>
    </message>
    <message>
        <source>limit taken away</source>
        <comment>act on a tenant</comment>
        <translation>limite tolto</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantForm</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Slug</source>
        <comment>short name in addresses</comment>
        <translation>Slug</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>For operators only. The tenant never sees them.</source>
        <translation>Solo per gli operatori. Il tenant non le vede mai.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Words to filter by, such as “vip, eu-west”.</source>
        <translation>Parole con cui filtrare, per esempio “vip, eu-west”.</translation>
    </message>
    <message>
        <source>The trial ends on</source>
        <translation>La prova finisce il</translation>
    </message>
    <message>
        <source>Part of addresses. When it is changed later, the old one leads to the new.</source>
        <translation>Fa parte degli indirizzi. Se si cambia in seguito, il vecchio porta al nuovo.</translation>
    </message>
    <message>
        <source>It is changed by an act of its own, since addresses hang on it.</source>
        <translation>Si cambia con un atto a parte, perché ne dipendono gli indirizzi.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantLimits</name>
    <message>
        <source>Limits</source>
        <translation>Limiti</translation>
    </message>
    <message>
        <source>Set a limit</source>
        <translation>Imposta un limite</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvataggio…</translation>
    </message>
    <message>
        <source>Reading the limits…</source>
        <translation>Lettura dei limiti…</translation>
    </message>
    <message>
        <source>What is used could not be counted: %1</source>
        <translation>L’uso non ha potuto essere contato: %1</translation>
    </message>
    <message>
        <source>Counting what is used…</source>
        <translation>Conteggio dell’uso…</translation>
    </message>
    <message>
        <source>Change %1. It is %2 now.</source>
        <translation>Cambia %1. Ora è %2.</translation>
    </message>
    <message>
        <source>A limit of the tenant’s own</source>
        <translation>Un limite proprio del tenant</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Torna al predefinito</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Toglilo</translation>
    </message>
    <message>
        <source>The tenant is deleted. Take it back to change its limits.</source>
        <translation>Il tenant è eliminato. Va recuperato per cambiarne i limiti.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantPanel</name>
    <message>
        <source>Your changes to this tenant are not saved yet.</source>
        <translation>Le modifiche a questo tenant non sono ancora salvate.</translation>
    </message>
    <message>
        <source>Go on with them</source>
        <translation>Continua a modificarle</translation>
    </message>
    <message>
        <source>You began this before and have not saved it yet.</source>
        <translation>Queste modifiche erano già iniziate e non sono ancora salvate.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Ricomincia</translation>
    </message>
    <message>
        <source>New tenant</source>
        <translation>Nuovo tenant</translation>
    </message>
    <message>
        <source>Suspend %1</source>
        <translation>Sospendi %1</translation>
    </message>
    <message>
        <source>Activate %1</source>
        <translation>Attiva %1</translation>
    </message>
    <message>
        <source>Two versions of %1</source>
        <translation>Due versioni di %1</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvataggio…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Interrompi</translation>
    </message>
    <message>
        <source>Activate…</source>
        <translation>Attiva…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>Sospendi…</translation>
    </message>
    <message>
        <source>Create tenant</source>
        <translation>Crea il tenant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Sospendi</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Attiva</translation>
    </message>
    <message>
        <source>Leave it so</source>
        <translation>Lascia così</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>Salva la propria al suo posto</translation>
    </message>
    <message>
        <source>Do it all the same</source>
        <translation>Esegui comunque</translation>
    </message>
    <message>
        <source>What you typed is what the store holds. Nothing was left to save.</source>
        <translation>Ciò che è stato digitato è già nell’archivio. Non restava nulla da salvare.</translation>
    </message>
    <message>
        <source>The tenant has this status already. There is nothing left to change.</source>
        <translation>Il tenant ha già questo stato. Non resta nulla da modificare.</translation>
    </message>
    <message>
        <source>%1 is deleted for good. What it was lies in %2.</source>
        <translation>%1 è eliminato per sempre. Ciò che era si trova in %2.</translation>
    </message>
    <message>
        <source>deleted</source>
        <comment>state of a tenant</comment>
        <translation>eliminato</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Recupera</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Elimina per sempre…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>Change the slug…</source>
        <translation>Cambia lo slug…</translation>
    </message>
    <message>
        <source>Archive…</source>
        <translation>Archivia…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Elimina…</translation>
    </message>
    <message>
        <source>Somebody deleted this tenant meanwhile. Take it back to save your changes.</source>
        <translation>Nel frattempo qualcuno ha eliminato questo tenant. Recuperalo per salvare le tue modifiche.</translation>
    </message>
    <message>
        <source>Limits, the first person and the first key can be set up in the same act.</source>
        <translation>Limiti, prima persona e prima chiave si possono preparare nello stesso atto.</translation>
    </message>
    <message>
        <source>Set up step by step</source>
        <translation>Configura passo per passo</translation>
    </message>
    <message>
        <source>Take all of theirs</source>
        <translation>Prendi tutta l’altra versione</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantStatusForm</name>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Kept in the audit trail, so that others can see later why it was done.</source>
        <translation>Conservato nel registro di audit, perché altri possano vedere in seguito il motivo.</translation>
    </message>
    <message>
        <source>Name of the workspace</source>
        <translation>Nome dell’area di lavoro</translation>
    </message>
    <message>
        <source>The service refuses this tenant&apos;s users and keys from their next request on.</source>
        <translation>Il servizio rifiuta gli utenti e le chiavi di questo tenant dalla loro prossima richiesta.</translation>
    </message>
    <message>
        <source>Nothing is deleted. The tenant can be activated again at any time.</source>
        <translation>Non si elimina nulla. Il tenant si può riattivare in qualsiasi momento.</translation>
    </message>
    <message>
        <source>The trial ends, and the tenant counts as active from now on.</source>
        <translation>La prova finisce e da ora il tenant vale come attivo.</translation>
    </message>
    <message>
        <source>It can be suspended later, but it does not go back to being a trial.</source>
        <translation>Si può sospendere in seguito, ma non torna a essere in prova.</translation>
    </message>
    <message>
        <source>The service lets this tenant&apos;s users and keys in again from their next request on.</source>
        <translation>Il servizio accetta di nuovo gli utenti e le chiavi di questo tenant dalla loro prossima richiesta.</translation>
    </message>
    <message>
        <source>The tenant can be suspended again at any time.</source>
        <translation>Il tenant si può sospendere di nuovo in qualsiasi momento.</translation>
    </message>
    <message>
        <source>This is production. Type “%1” to go on.</source>
        <translation>Questa è la produzione. Digitare “%1” per proseguire.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TenantsPage</name>
    <message>
        <source>Tenants</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>New tenant</source>
        <translation>Nuovo tenant</translation>
    </message>
    <message>
        <source>sorted by name</source>
        <translation>in ordine di nome</translation>
    </message>
    <message>
        <source>sorted by slug</source>
        <translation>in ordine di slug</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>dal più recente</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>dal meno recente</translation>
    </message>
    <message>
        <source>changed last first</source>
        <translation>dall’ultima modifica</translation>
    </message>
    <message>
        <source>changed longest ago first</source>
        <translation>dalla modifica meno recente</translation>
    </message>
    <message>
        <source>Who uses the service</source>
        <translation>Chi usa il servizio</translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s) match</source>
        <translation>
            <numerusform>%n tenant corrisponde</numerusform>
            <numerusform>%n tenant corrispondono</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tenant(s)</source>
        <translation>
            <numerusform>%n tenant</numerusform>
            <numerusform>%n tenant</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how many tenants, and their order</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No workspace is open</source>
        <translation>Nessuna area di lavoro è aperta</translation>
    </message>
    <message>
        <source>Open the local store, a connection or a backup to see its tenants.</source>
        <translation>Aprire l’archivio locale, una connessione o un backup per vederne i tenant.</translation>
    </message>
    <message>
        <source>No tenants here</source>
        <translation>Qui non ci sono tenant</translation>
    </message>
    <message>
        <source>“%1” holds no tenants that could be shown.</source>
        <translation>“%1” non contiene tenant che si possano mostrare.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nessuna corrispondenza</translation>
    </message>
    <message>
        <source>No tenant has a word in its name or slug that begins like this, with the status chosen.</source>
        <translation>Nessun tenant ha nel nome o nello slug una parola che inizia così, con lo stato scelto.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Azzera il filtro</translation>
    </message>
    <message>
        <source>No tenants yet</source>
        <translation>Ancora nessun tenant</translation>
    </message>
    <message>
        <source>A tenant is a customer of the service, with users, keys and limits of its own.</source>
        <translation>Un tenant è un cliente del servizio, con utenti, chiavi e limiti propri.</translation>
    </message>
    <message>
        <source>Filter by name, slug or #tag</source>
        <translation>Filtra per nome, slug o #tag</translation>
    </message>
    <message>
        <source>deleted</source>
        <comment>filter of tenants</comment>
        <translation>eliminato</translation>
    </message>
    <message>
        <source>None is deleted</source>
        <translation>Nessuno è eliminato</translation>
    </message>
    <message>
        <source>A deleted tenant is listed here, from where it can be taken back for 30 days.</source>
        <translation>Un tenant eliminato compare qui, da dove si può recuperare per 30 giorni.</translation>
    </message>
    <message>
        <source>An act on many tenants is under way.</source>
        <translation>È in corso un atto su molti tenant.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostra</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importa…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TileForm</name>
    <message>
        <source>Lines</source>
        <translation>Linee</translation>
    </message>
    <message>
        <source>Stacked areas</source>
        <translation>Aree sovrapposte</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Barre</translation>
    </message>
    <message>
        <source>One number</source>
        <translation>Un numero</translation>
    </message>
    <message>
        <source>Strip of states</source>
        <translation>Striscia di stati</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>Stretto</translation>
    </message>
    <message>
        <source>Half a row</source>
        <translation>Mezza riga</translation>
    </message>
    <message>
        <source>A whole row</source>
        <translation>Riga intera</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Larghezza</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Empty: the name of the first metric.</source>
        <translation>Vuoto: il nome della prima metrica.</translation>
    </message>
    <message>
        <source>Find a metric</source>
        <translation>Cerca una metrica</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriche</translation>
    </message>
    <message>
        <source>Warning above</source>
        <translation>Avviso sopra</translation>
    </message>
    <message>
        <source>Warning below</source>
        <translation>Avviso sotto</translation>
    </message>
    <message>
        <source>Error above</source>
        <translation>Errore sopra</translation>
    </message>
    <message>
        <source>Error below</source>
        <translation>Errore sotto</translation>
    </message>
    <message>
        <source>Add tile</source>
        <translation>Aggiungi il riquadro</translation>
    </message>
    <message>
        <source>Edit tile</source>
        <translation>Modifica il riquadro</translation>
    </message>
    <message>
        <source>Add a tile</source>
        <translation>Aggiungi un riquadro</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>A limit is a number, as 0.95 or 1000.</source>
        <translation>Un limite è un numero, come 0.95 o 1000.</translation>
    </message>
    <message>
        <source>Choose at least one metric.</source>
        <translation>Scegli almeno una metrica.</translation>
    </message>
    <message>
        <source>%1 is not a metric of this source.</source>
        <translation>%1 non è una metrica di questa fonte.</translation>
    </message>
    <message>
        <source>A metric stands there twice.</source>
        <translation>Una metrica compare due volte.</translation>
    </message>
    <message>
        <source>One number takes one metric, or two for “… of …”.</source>
        <translation>Un numero vuole una metrica, o due per «… di …».</translation>
    </message>
    <message>
        <source>A strip of states needs at least one limit.</source>
        <translation>Una striscia di stati vuole almeno un limite.</translation>
    </message>
    <message>
        <source>%1 has another unit: one chart has one axis.</source>
        <translation>%1 ha un’altra unità: un grafico ha un solo asse.</translation>
    </message>
    <message numerus="yes">
        <source>A tile shows at most %n metrics.</source>
        <translation>
            <numerusform>Un riquadro mostra al massimo %n metrica.</numerusform>
            <numerusform>Un riquadro mostra al massimo %n metriche.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plancia::ui::TileView</name>
    <message>
        <source>above %1</source>
        <translation>sopra %1</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>sotto %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessun caso</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>connections in use, of as many as allowed</comment>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>time of an old figure</comment>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>%1 good</source>
        <comment>share of the time</comment>
        <translation>%1 buono</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Sposta a sinistra</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Sposta a destra</translation>
    </message>
    <message>
        <source>Change tile</source>
        <translation>Cambia il riquadro</translation>
    </message>
    <message>
        <source>What it shows…</source>
        <translation>Che cosa mostra…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Sposta in alto</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Sposta in basso</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>Stretto</translation>
    </message>
    <message>
        <source>Half a row</source>
        <translation>Mezza riga</translation>
    </message>
    <message>
        <source>A whole row</source>
        <translation>Riga intera</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>%1 good of %2 known</source>
        <comment>share of the time, how much time</comment>
        <translation>%1 buono, su %2 di dati noti</translation>
    </message>
    <message>
        <source>How long the server took to answer all questions of the agent’s last sample.</source>
        <translation>Quanto ha impiegato il server a rispondere a tutte le domande dell’ultimo campione dell’agente.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TimeBar</name>
    <message>
        <source>Earlier</source>
        <translation>Prima</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Dopo</translation>
    </message>
    <message>
        <source>Back from the zoom</source>
        <translation>Torna dallo zoom</translation>
    </message>
    <message>
        <source>Jump to a time…</source>
        <translation>Vai a un momento…</translation>
    </message>
    <message>
        <source>Show the figures at (local time)</source>
        <translation>Mostra i valori delle (ora locale)</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostra</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TimeStrip</name>
    <message>
        <source>Time that is shown</source>
        <translation>Il tempo mostrato</translation>
    </message>
</context>
<context>
    <name>plancia::ui::Toast</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TopBar</name>
    <message>
        <source>Workspace</source>
        <translation>Area di lavoro</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Vai a</translation>
    </message>
    <message>
        <source>choose one</source>
        <translation>scegliere</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>sola lettura</translation>
    </message>
    <message>
        <source>Go to a page, workspace or error code…</source>
        <translation>Vai a una pagina, un’area di lavoro o un codice di errore…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::TwoVersions</name>
    <message>
        <source>The same in both</source>
        <translation>Uguale in entrambe</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>La propria</translation>
    </message>
    <message>
        <source>Theirs, as it is now</source>
        <translation>L’altra, com’è ora</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>a field without text</comment>
        <translation>vuoto</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <comment>the value of a field</comment>
        <translation>Prendi il loro</translation>
    </message>
</context>
<context>
    <name>plancia::ui::UsagePage</name>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>How API keys are used, as the service wrote it down</source>
        <translation>Come si usano le chiavi API, secondo quanto ha scritto il servizio</translation>
    </message>
    <message>
        <source>Span of time</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Ultime 24 ore</translation>
    </message>
    <message numerus="yes">
        <source>Last %n days</source>
        <translation>
            <numerusform>Ultimo %n giorno</numerusform>
            <numerusform>Ultimi %n giorni</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Chiamate</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>share of calls</comment>
        <translation>Fallite</translation>
    </message>
    <message>
        <source>Active keys</source>
        <translation>Chiavi attive</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>In dettaglio</translation>
    </message>
    <message>
        <source>What the table shows</source>
        <translation>Che cosa mostra la tabella</translation>
    </message>
    <message>
        <source>Keys: %1</source>
        <comment>a list of keys that somebody should look at</comment>
        <translation>Chiavi: %1</translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation>Chiave: %1</translation>
    </message>
    <message>
        <source>Tenant: %1</source>
        <translation>Tenant: %1</translation>
    </message>
    <message>
        <source>Show the whole workspace again</source>
        <translation>Mostrare di nuovo tutto lo spazio di lavoro</translation>
    </message>
    <message>
        <source>No usage here</source>
        <translation>Nessun uso qui</translation>
    </message>
    <message>
        <source>This workspace keeps no record of how API keys are used.</source>
        <translation>Questo spazio di lavoro non registra l’uso delle chiavi API.</translation>
    </message>
    <message>
        <source>No calls in this time</source>
        <translation>Nessuna chiamata in questo periodo</translation>
    </message>
    <message>
        <source>The service writes each call of a key into the table api_key_usage.</source>
        <translation>Il servizio scrive ogni chiamata di una chiave nella tabella api_key_usage.</translation>
    </message>
    <message>
        <source>Show keys that were never used</source>
        <translation>Mostra le chiavi mai usate</translation>
    </message>
    <message>
        <source>Show a year of everything</source>
        <translation>Mostra un anno di tutto</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s).</source>
        <translation>
            <numerusform>%n chiave.</numerusform>
            <numerusform>%n chiavi.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing of the kind in this time.</source>
        <translation>In questo periodo non c’è nulla del genere.</translation>
    </message>
    <message>
        <source>Latency p50</source>
        <translation>Latenza p50</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>Latenza p95</translation>
    </message>
    <message>
        <source>Latency p99</source>
        <translation>Latenza p99</translation>
    </message>
    <message>
        <source>Latency, mean</source>
        <translation>Latenza media</translation>
    </message>
    <message>
        <source>Latency, slowest</source>
        <translation>Latenza massima</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Da … a …</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ora locale</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a time</comment>
        <translation>Da</translation>
    </message>
    <message>
        <source>to</source>
        <comment>from a time to another one</comment>
        <translation>a</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>Che cosa mostra il grafico</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Nel tempo</translation>
    </message>
    <message>
        <source>%1, day by day (UTC)</source>
        <translation>%1, giorno per giorno (UTC)</translation>
    </message>
    <message>
        <source>Show up to %1</source>
        <translation>Mostra fino a %1</translation>
    </message>
    <message>
        <source>The newest %1.</source>
        <comment>calls</comment>
        <translation>Le %1 più recenti.</translation>
    </message>
    <message>
        <source>The %1 most used.</source>
        <comment>endpoints</comment>
        <translation>I %1 più usati.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::UserActs</name>
    <message>
        <source>Disable %1?</source>
        <translation>Disattivare %1?</translation>
    </message>
    <message>
        <source>The person signs in no more until enabled again. Nothing is deleted.</source>
        <translation>La persona non accede più finché non viene riattivata. Non viene eliminato nulla.</translation>
    </message>
    <message>
        <source>Every session ends at once, and a code that was made is void.</source>
        <translation>Ogni sessione termina subito, e un codice già creato non vale più.</translation>
    </message>
    <message>
        <source>Disable</source>
        <comment>a person</comment>
        <translation>Disattiva</translation>
    </message>
    <message>
        <source>%1 is disabled.</source>
        <translation>%1: accesso disattivato.</translation>
    </message>
    <message>
        <source>Enable %1?</source>
        <translation>Riattivare %1?</translation>
    </message>
    <message>
        <source>The person may sign in again. Who never had a password needs a new code.</source>
        <translation>La persona può accedere di nuovo. A chi non ha mai avuto una password serve un nuovo codice.</translation>
    </message>
    <message>
        <source>Enable</source>
        <comment>a person</comment>
        <translation>Riattiva</translation>
    </message>
    <message>
        <source>%1 is enabled.</source>
        <translation>%1: accesso riattivato.</translation>
    </message>
    <message>
        <source>A new invitation for %1?</source>
        <translation>Un nuovo invito per %1?</translation>
    </message>
    <message>
        <source>Reset the access of %1?</source>
        <translation>Reimpostare l’accesso di %1?</translation>
    </message>
    <message>
        <source>A one-time code is made and shown once. With it the person sets a password: %1.</source>
        <comment>then what a password has to be</comment>
        <translation>Viene creato un codice monouso, mostrato una volta sola. Con esso la persona imposta una password: %1.</translation>
    </message>
    <message>
        <source>Every session ends at once, and a code that was made before is void.</source>
        <translation>Ogni sessione termina subito, e un codice creato prima non vale più.</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>Crea un codice</translation>
    </message>
    <message>
        <source>The address of %1 counts as verified.</source>
        <translation>L’indirizzo di %1 risulta verificato.</translation>
    </message>
    <message>
        <source>End this session of %1?</source>
        <translation>Terminare questa sessione di %1?</translation>
    </message>
    <message>
        <source>The device has to sign in again: %1.</source>
        <translation>Il dispositivo dovrà accedere di nuovo: %1.</translation>
    </message>
    <message>
        <source>unknown device</source>
        <translation>dispositivo sconosciuto</translation>
    </message>
    <message>
        <source>End the session</source>
        <translation>Termina la sessione</translation>
    </message>
    <message>
        <source>End all sessions of %1?</source>
        <translation>Terminare tutte le sessioni di %1?</translation>
    </message>
    <message>
        <source>Every device has to sign in again. The password stays.</source>
        <translation>Ogni dispositivo dovrà accedere di nuovo. La password resta.</translation>
    </message>
    <message>
        <source>End all sessions</source>
        <translation>Termina tutte le sessioni</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n sessione terminata.</numerusform>
            <numerusform>%n sessioni terminate.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where everything about %1 is written</source>
        <translation>Dove scrivere tutto ciò che riguarda %1</translation>
    </message>
    <message>
        <source>Everything about %1 was written to %2.</source>
        <translation>Tutto ciò che riguarda %1 è stato scritto in %2.</translation>
    </message>
    <message>
        <source>Where everything about %1 is written before it is deleted</source>
        <translation>Dove scrivere tutto ciò che riguarda %1 prima di eliminarlo</translation>
    </message>
    <message>
        <source>Erase %1?</source>
        <translation>Cancellare %1?</translation>
    </message>
    <message>
        <source>Everything about the person is written to %1 first, then deleted: the person, words to search by, password, codes, sessions, sign-ins. The trail keeps its rows of acts on the person, with the address.</source>
        <translation>Tutto ciò che riguarda la persona viene prima scritto in %1, poi eliminato: la persona, le parole per cercarla, password, codici, sessioni, accessi. Il registro conserva le righe delle operazioni sulla persona, con l’indirizzo.</translation>
    </message>
    <message>
        <source>It cannot be taken back.</source>
        <translation>Non si può recuperare.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Cancella</translation>
    </message>
</context>
<context>
    <name>plancia::ui::UserDetail</name>
    <message>
        <source>not for the connected role to know</source>
        <translation>il ruolo connesso non può saperlo</translation>
    </message>
    <message>
        <source>none yet</source>
        <comment>a password</comment>
        <translation>ancora nessuna</translation>
    </message>
    <message>
        <source>bcrypt, renewed at the next reset</source>
        <translation>bcrypt, rinnovata alla prossima reimpostazione</translation>
    </message>
    <message>
        <source>of a kind that Plancia does not know</source>
        <translation>di un tipo che Plancia non conosce</translation>
    </message>
    <message>
        <source>signed in</source>
        <comment>an attempt to sign in</comment>
        <translation>riuscito</translation>
    </message>
    <message>
        <source>wrong password</source>
        <comment>an attempt to sign in</comment>
        <translation>password errata</translation>
    </message>
    <message>
        <source>wrong code</source>
        <comment>an attempt to sign in</comment>
        <translation>codice errato</translation>
    </message>
    <message>
        <source>disabled</source>
        <comment>an attempt to sign in</comment>
        <translation>disattivata</translation>
    </message>
    <message>
        <source>locked</source>
        <comment>an attempt to sign in</comment>
        <translation>bloccata</translation>
    </message>
    <message>
        <source>a used token came again</source>
        <translation>è tornato un token già usato</translation>
    </message>
    <message>
        <source>a new code was made</source>
        <translation>è stato creato un nuovo codice</translation>
    </message>
    <message>
        <source>the password was set</source>
        <translation>è stata impostata la password</translation>
    </message>
    <message>
        <source>Reason of the status</source>
        <translation>Motivo dello stato</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Accesso</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessioni</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>Accessi</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>All acts on this tenant</source>
        <translation>Tutte le operazioni su questo tenant</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Verified</source>
        <comment>an e-mail address</comment>
        <translation>Verificata</translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>an address is verified</comment>
        <translation>non ancora</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>when a person was invited</comment>
        <translation>Dal</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Set</source>
        <comment>a password</comment>
        <translation>Impostata</translation>
    </message>
    <message>
        <source>Code until</source>
        <comment>a one-time code is good</comment>
        <translation>Codice fino a</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Ultimo accesso</translation>
    </message>
    <message>
        <source>never</source>
        <comment>signed in</comment>
        <translation>mai</translation>
    </message>
    <message>
        <source>Failed since</source>
        <translation>Falliti da allora</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nessuna.</translation>
    </message>
    <message>
        <source>unknown device</source>
        <translation>dispositivo sconosciuto</translation>
    </message>
    <message>
        <source>alarm</source>
        <comment>of a session</comment>
        <translation>allarme</translation>
    </message>
    <message>
        <source>open</source>
        <comment>of a session</comment>
        <translation>aperta</translation>
    </message>
    <message>
        <source>ended</source>
        <comment>of a session</comment>
        <translation>terminata</translation>
    </message>
    <message>
        <source>expired</source>
        <comment>of a session</comment>
        <translation>scaduta</translation>
    </message>
    <message numerus="yes">
        <source>%1 · used %2 · %n refresh(es)</source>
        <comment>an address and a time</comment>
        <translation>
            <numerusform>%1 · usata %2 · %n rinnovo</numerusform>
            <numerusform>%1 · usata %2 · %n rinnovi</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown address</source>
        <translation>indirizzo sconosciuto</translation>
    </message>
    <message>
        <source>A refresh token that had been used came again %1: somebody has a copy. The whole session was ended.</source>
        <translation>Un token di rinnovo già usato è tornato %1: qualcuno ne ha una copia. L’intera sessione è stata terminata.</translation>
    </message>
    <message>
        <source>Ended %1: %2</source>
        <comment>when a session ended, and why</comment>
        <translation>Terminata %1: %2</translation>
    </message>
    <message>
        <source>Access until %1, refresh until %2</source>
        <translation>Accesso fino a %1, rinnovo fino a %2</translation>
    </message>
    <message>
        <source>End…</source>
        <comment>a session</comment>
        <translation>Termina…</translation>
    </message>
</context>
<context>
    <name>plancia::ui::UserForm</name>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>Its slug, as in the list of tenants.</source>
        <translation>Il suo slug, come nell’elenco dei tenant.</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Indirizzo e-mail</translation>
    </message>
    <message>
        <source>The person is found and invited by it.</source>
        <translation>Con questo la persona viene trovata e invitata.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>What the service lets the person do with the tenant. Each tenant keeps an owner.</source>
        <translation>Che cosa il servizio lascia fare alla persona con il tenant. Ogni tenant conserva un proprietario.</translation>
    </message>
</context>
<context>
    <name>plancia::ui::UserPanel</name>
    <message>
        <source>%1 is erased. What was known lies in %2.</source>
        <translation>%1: dati cancellati. Ciò che si sapeva è in %2.</translation>
    </message>
    <message>
        <source>Your changes to this person are not saved yet.</source>
        <translation>Le modifiche a questa persona non sono ancora salvate.</translation>
    </message>
    <message>
        <source>Go on with them</source>
        <translation>Continua a modificarle</translation>
    </message>
    <message>
        <source>This code is shown only now. Give it to %1 by a way that others do not read. It is good until %2, and used once.</source>
        <translation>Questo codice viene mostrato solo adesso. Va dato a %1 per una via che altri non leggono. Vale fino a %2 e si usa una volta sola.</translation>
    </message>
    <message>
        <source>You began this before and have not saved it yet.</source>
        <translation>Queste modifiche erano già iniziate e non sono ancora salvate.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Ricomincia</translation>
    </message>
    <message>
        <source>Invite a person</source>
        <translation>Invita una persona</translation>
    </message>
    <message>
        <source>Code for %1</source>
        <translation>Codice per %1</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvataggio…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Interrompi</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Invita</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>with a code that is shown</comment>
        <translation>Fatto</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Enable…</source>
        <translation>Riattiva…</translation>
    </message>
    <message>
        <source>New code…</source>
        <translation>Nuovo codice…</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Reimposta…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>End all sessions…</source>
        <translation>Termina tutte le sessioni…</translation>
    </message>
    <message>
        <source>Mark the address as verified</source>
        <translation>Segna l’indirizzo come verificato</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Disattiva…</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>Esporta tutto…</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Cancella…</translation>
    </message>
    <message>
        <source>Somebody else saved this person meanwhile: %1, %2, %3. Saving again writes what you typed over it (CONFLICT_001).</source>
        <comment>a name, an address, a role</comment>
        <translation>Nel frattempo qualcun altro ha salvato questa persona: %1, %2, %3. Salvando di nuovo, ciò che è scritto qui ne prende il posto (CONFLICT_001).</translation>
    </message>
    <message>
        <source>Take what is theirs field by field, or leave what you typed.</source>
        <translation>Prendi ciò che è loro campo per campo, o lascia ciò che hai scritto.</translation>
    </message>
    <message>
        <source>Their version was saved %1.</source>
        <translation>La loro versione è stata salvata %1.</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Indirizzo e-mail</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
</context>
<context>
    <name>plancia::ui::ViewExporter</name>
    <message>
        <source>Source: %1</source>
        <translation>Fonte: %1</translation>
    </message>
    <message>
        <source>Agent: %1</source>
        <translation>Agente: %1</translation>
    </message>
    <message>
        <source>%1 of %2 known</source>
        <comment>durations</comment>
        <translation>%1 di %2 noti</translation>
    </message>
    <message>
        <source>Resolution: %1</source>
        <translation>Risoluzione: %1</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filtro: %1</translation>
    </message>
    <message>
        <source>Sorted: %1</source>
        <translation>Ordine: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>spans of which nothing is known</comment>
        <translation>
            <numerusform>e %n altro</numerusform>
            <numerusform>e altri %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation>Non noto: %1</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>Esportato: %1</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>What is shown, with the query that made it</source>
        <translation>Ciò che si vede, con la richiesta che l’ha prodotto</translation>
    </message>
    <message>
        <source>Rows as CSV…</source>
        <translation>Righe come CSV…</translation>
    </message>
    <message>
        <source>Rows as JSON Lines…</source>
        <translation>Righe come JSON Lines…</translation>
    </message>
    <message>
        <source>Copy rows as CSV</source>
        <translation>Copia le righe come CSV</translation>
    </message>
    <message>
        <source>Picture as PNG…</source>
        <translation>Immagine PNG…</translation>
    </message>
    <message>
        <source>Picture as SVG…</source>
        <translation>Immagine SVG…</translation>
    </message>
    <message>
        <source>Picture as PDF…</source>
        <translation>Immagine PDF…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <comment>of a list</comment>
        <translation>
            <numerusform>%n riga copiata.</numerusform>
            <numerusform>%n righe copiate.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where it is written</source>
        <translation>Dove scrivere il file</translation>
    </message>
    <message>
        <source>Rows written to %1: %2</source>
        <comment>%1: a file, %2: a number</comment>
        <translation>Righe scritte in %1: %2</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <comment>a file</comment>
        <translation>Scritto: %1</translation>
    </message>
</context>
<context>
    <name>plancia::ui::WelcomePage</name>
    <message>
        <source>Welcome to Plancia</source>
        <translation>Benvenuti in Plancia</translation>
    </message>
    <message>
        <source>One bridge for the tenants, the audit trail, the backups and the health of your service. Where do you want to begin?</source>
        <translation>Una sola plancia per i tenant, il registro di audit, i backup e la salute del servizio. Da dove iniziare?</translation>
    </message>
    <message>
        <source>Use the local store</source>
        <translation>Usa l’archivio locale</translation>
    </message>
    <message>
        <source>A control plane of your own in one file on this computer. It needs no server and is backed up with one click.</source>
        <translation>Un proprio piano di controllo in un unico file su questo computer. Non richiede un server e il backup si esegue con un clic.</translation>
    </message>
    <message>
        <source>Good to begin with, and for a single operator.</source>
        <translation>Adatto per iniziare, e per un operatore solo.</translation>
    </message>
    <message>
        <source>Look at the examples</source>
        <translation>Guarda gli esempi</translation>
    </message>
    <message>
        <source>A store of its own that looks like a real service: more than a thousand tenants and half a year of acts to search, change and restore.</source>
        <translation>Un archivio a sé che somiglia a un servizio reale: più di mille tenant e sei mesi di operazioni da cercare, modificare e ripristinare.</translation>
    </message>
    <message>
        <source>Nothing in it is real. Removing it deletes one file.</source>
        <translation>Nulla è reale. Per rimuoverlo si elimina un solo file.</translation>
    </message>
    <message>
        <source>Open the examples</source>
        <translation>Apri gli esempi</translation>
    </message>
    <message>
        <source>Connect to PostgreSQL</source>
        <translation>Connetti a PostgreSQL</translation>
    </message>
    <message>
        <source>Work on the control plane of a running service. The connection is tested stage by stage before it is used.</source>
        <translation>Lavora sul piano di controllo di un servizio in esecuzione. La connessione viene provata fase per fase prima dell’uso.</translation>
    </message>
    <message>
        <source>Nothing is installed on the server before you have seen it.</source>
        <translation>Sul server non si installa nulla prima di averlo mostrato.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Connetti…</translation>
    </message>
    <message>
        <source>Open a backup, a debug bundle or a store</source>
        <translation>Apri un backup, un pacchetto di diagnostica o un archivio</translation>
    </message>
    <message>
        <source>Choose a file, drop it here, or start with “%1”. Backups and bundles are opened read-only.</source>
        <extracomment>%1 is a command to type</extracomment>
        <translation>Scegliere un file, trascinarlo qui, o avviare con “%1”. Backup e pacchetti si aprono in sola lettura.</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Apri un file…</translation>
    </message>
    <message>
        <source>Filling the example store</source>
        <translation>Creazione dell’archivio di esempio</translation>
    </message>
    <message>
        <source>Opening the local store</source>
        <translation>Apertura dell’archivio locale</translation>
    </message>
    <message>
        <source>Stores, backups and bundles (*.db *.zip)</source>
        <translation>Archivi, backup e pacchetti (*.db *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
</context>
</TS>
