// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plancia {

/// Every error a person or a script can meet. Each has exactly one row in errors/catalogue.cpp, which gives its public
/// code (CATEGORY_NNN) and its words. Append within a category; a published code never changes its meaning.
enum class ErrorCode {
    // AUTH: who are you
    AuthPasswordRefused, ///< AUTH_001: the server refused user or password
    AuthPasswordMissing, ///< AUTH_002: the server wants a password and none is known
    AuthTokenRefused,    ///< AUTH_003: the agent refused the token
    // AUTHZ: you may not
    AuthzReadOnly,      ///< AUTHZ_001: the workspace is read-only
    AuthzMissingGrant,  ///< AUTHZ_002: the database role lacks a privilege
    AuthzMoved,         ///< AUTHZ_003: the store was moved away
    AuthzMoving,        ///< AUTHZ_004: the store is being moved, or a move did not report its end
    // VAL: the value
    ValRequired,      ///< VAL_001: a field is empty
    ValTooLong,       ///< VAL_002
    ValSlug,          ///< VAL_003: a slug's shape
    ValControlChars,  ///< VAL_004: control or formatting characters in a name
    ValUsage,         ///< VAL_005: the command line is wrong
    ValConnectionUrl, ///< VAL_006: a connection URL cannot be read or holds a password
    ValTime,          ///< VAL_007: a time cannot be read
    ValCursor,        ///< VAL_008: a cursor is not ours
    ValReasonMissing, ///< VAL_009: the act wants a reason
    ValRange,         ///< VAL_010: a number out of its range
    ValChoice,        ///< VAL_011: not one of the allowed words
    ValNotComparable, ///< VAL_012: the two cannot be compared
    ValNumber,        ///< VAL_013: no whole number
    ValTag,           ///< VAL_014: not a tag
    ValEmail, ///< VAL_015: no e-mail address
    ValAddressBlock, ///< VAL_016: no IP address or block
    ValPermission, ///< VAL_017: no name of a permission or a limit
    ValPassword, ///< VAL_018: a password that the policy refuses
    ValImport, ///< VAL_019: a file to import cannot be read
    ValKeyShape, ///< VAL_020: no API key
    ValPhrase, ///< VAL_021: no recovery phrase
    ValMoveEnds, ///< VAL_022: not a local store and a PostgreSQL schema
    ValPattern, ///< VAL_023: no regular expression
    // NOT_FOUND
    TenantNotFound,     ///< NOT_FOUND_001
    ConnectionNotFound, ///< NOT_FOUND_002
    BackupNotFound,     ///< NOT_FOUND_003
    CodeNotFound,       ///< NOT_FOUND_004: no such error code
    FileNotFound,       ///< NOT_FOUND_005
    WorkspaceNotFound,  ///< NOT_FOUND_006
    MomentNotFound,     ///< NOT_FOUND_007: no such commit in the archive
    StoreGone,          ///< NOT_FOUND_008: the local store is gone, backups of it are there
    UserNotFound, ///< NOT_FOUND_009
    KeyNotFound, ///< NOT_FOUND_010
    SessionNotFound, ///< NOT_FOUND_011
    MoveEndNotFound, ///< NOT_FOUND_012: the end of a move that was begun does not tell what it holds
    ServerSessionNotFound, ///< NOT_FOUND_013: a session of a server that has ended
    AlertNotFound,      ///< NOT_FOUND_014: an alert, a rule or a silence
    TargetNotFound,     ///< NOT_FOUND_015: a target of Health
    // CONFLICT: someone was first
    ConflictEdited,    ///< CONFLICT_001: changed by somebody else since it was read
    ConflictSlugTaken, ///< CONFLICT_002
    ConflictNameTaken, ///< CONFLICT_003: a connection of that name exists
    ConflictStatus,    ///< CONFLICT_004: the tenant already has that status
    ConflictDeleted,   ///< CONFLICT_005: the tenant is deleted, or is not
    ConflictEmailTaken, ///< CONFLICT_006: a person of that address is in the tenant
    ConflictKeyState, ///< CONFLICT_007: the state of an API key does not allow it
    ConflictUserStatus, ///< CONFLICT_008: the status of a person does not allow it
    ConflictLastOwner, ///< CONFLICT_009: the last active owner of a tenant stays
    ConflictNotEmpty, ///< CONFLICT_010: what is moved into holds rows already
    ConflictMoveOpened, ///< CONFLICT_011: the source of a move was released before the move ended
    // RATE
    RateTooMany, ///< RATE_001: a queue is full
    // DB: the database answered with an error
    DbUnreachable,      ///< DB_001: TCP refused or unreachable
    DbNameLookup,       ///< DB_002: host name unknown
    DbTimeout,          ///< DB_003: no answer in time
    DbConnectionLost,   ///< DB_004: the connection broke while reading
    DbOutcomeUnknown,   ///< DB_005: the connection broke in a commit and the outcome could not be settled
    DbStatement,        ///< DB_006: a statement failed
    DbNotFound,         ///< DB_007: the database does not exist
    DbTls,              ///< DB_008: TLS could not be agreed
    DbTooManyConnections, ///< DB_009
    DbBusy,             ///< DB_010: somebody else writes; waited in vain
    DbSerialization,    ///< DB_011: serialisation failure or deadlock, retried in vain
    DbSchemaMissing,    ///< DB_012: Plancia's schema is not installed there
    DbStartingUp,       ///< DB_013: the server starts up or shuts down
    DbNotWritten,       ///< DB_014: the connection broke in a write; checked: nothing was written
    DbExtensionMissing, ///< DB_015: an extension of the server is not there
    // REPO: the answer breaks a rule of ours
    RepoUnexpectedRow, ///< REPO_001: a row that our rules do not allow
    RepoInvariant,     ///< REPO_002: an invariant of the data does not hold
    RepoNotSame,       ///< REPO_003: what was written is not what was read
    // BKP
    BackupDamaged,     ///< BKP_001: hash differs
    BackupManifest,    ///< BKP_002: manifest missing or unreadable
    BackupFailed,      ///< BKP_003: could not be finished
    BackupUnsupported, ///< BKP_004: this workspace is not backed up here
    BackupPlaceMissing, ///< BKP_005: the place for backups is not there (a disk that was taken out)
    BackupNotProved,    ///< BKP_006: restored into a scratch copy, and an invariant does not hold
    BackupOtherStore,   ///< BKP_007: the backup belongs to another store
    BackupWrongKey,     ///< BKP_008: the key does not open it, which is no damage
    BackupLastProved,   ///< BKP_009: the last proved backup is not deleted
    BackupClockJump,    ///< BKP_010: the clock jumped: nothing is deleted until somebody looked
    BackupRoleMissing,  ///< BKP_011: the connected role may not see every row
    BackupRowsDiffer,   ///< BKP_012: the dump does not hold the rows that were counted
    BackupToolMissing,  ///< BKP_013: pg_dump or a server program is not installed
    BackupTooOld,       ///< BKP_014: the newest proved backup is older than the limit
    BackupNoSpace,      ///< BKP_015: too little room: backups pause
    ArchiveGap,         ///< BKP_016: the moment lies in a gap of the archive
    ArchiveDamaged,     ///< BKP_017: a piece of the archive is missing or damaged
    RestoreBusy,        ///< BKP_018: somebody else has the store open, or restores it
    BackupNeeded,       ///< BKP_019: the archive needs it, or somebody reads it
    BackupPlaceUnfit,   ///< BKP_020: the folder cannot be the second place
    BackupKeyMissing, ///< BKP_021: the backup is encrypted and no key is known here
    // NET
    NetRefused,  ///< NET_001
    NetTimeout,  ///< NET_002
    NetStatus,      ///< NET_003: an HTTP status that is not expected
    NetCertificate, ///< NET_004: a certificate that is not trusted, has run out, or soon will
    NetAnswer,      ///< NET_005: an answer that is not what was asked for
    NetUnreachable, ///< NET_006: no way to the address, or its name is unknown
    // STREAM
    StreamDown,      ///< STREAM_001: the agent does not answer
    StreamProtocol,  ///< STREAM_002: a malformed or oversized frame
    StreamVersion,   ///< STREAM_003: another protocol version
    StreamPort,      ///< STREAM_004: the port to listen on is taken
    StreamEvent,     ///< STREAM_005: what was sent to the agent is no event
    // PROV: a provider
    ProviderRefused, ///< PROV_001: a message could not be handed over
    // BUSINESS
    BusinessNothingToDo, ///< BUSINESS_001
    BusinessNotHere,     ///< BUSINESS_002: this kind of workspace holds nothing of the kind
    BusinessLimitReached, ///< BUSINESS_003: a limit of the tenant is reached
    BusinessBadRows, ///< BUSINESS_004: an import has rows that cannot be taken
    // IO
    IoDiskFull,       ///< IO_001
    IoPermission,     ///< IO_002
    IoRead,           ///< IO_003
    IoWrite,          ///< IO_004
    StoreForeignFile, ///< IO_005: not a store of ours
    StoreDamaged,     ///< IO_006
    StoreForeignWriter, ///< IO_007: somebody changed the store without Plancia
    StoreReplaced,    ///< IO_008: the file under the open store was moved or replaced
    IoExists,         ///< IO_009: the target exists
    IoTooManyOpen,    ///< IO_010: no more files can be opened
    IoOtherName,      ///< IO_011: a file that must have one name only is a link, or has another name
    StoreDistant,     ///< IO_012: the store lies on a network or user-space file system
    IoNearlyFull,     ///< IO_013: little room is left on a disk
    // CONFIG
    ConfigInvalid,     ///< CONFIG_001: a configuration file's key
    ConfigHome,        ///< CONFIG_002: the home folder cannot be used
    KeyringMissing,    ///< CONFIG_003
    KeyringLocked,     ///< CONFIG_004
    ConfigNoDisplay,   ///< CONFIG_005
    // MIG
    MigNewerSchema,  ///< MIG_001: the store is from a newer version
    MigFailed,       ///< MIG_002: a migration failed, rolled back
    MigChanged,      ///< MIG_003: an applied migration differs from ours
    MigOlderSchema,  ///< MIG_004: migrations wait to be applied
    MigTablesDiffer, ///< MIG_005: two stores have not the same tables
    // INTERNAL
    InternalBug,       ///< INTERNAL_001
    InternalShutDown,  ///< INTERNAL_002: the program is closing
    InternalCancelled, ///< INTERNAL_003: cancelled by the user
    InternalNoMemory,  ///< INTERNAL_004: the system gives no more memory
    Count_             ///< number of codes, no code itself
};

} // namespace plancia
