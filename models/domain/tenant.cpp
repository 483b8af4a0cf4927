// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/tenant.h"

#include "models/domain/textkey.h"
#include "models/domain/textrules.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace plancia {

namespace {
constexpr std::array kStatusWords{std::pair{TenantStatus::Trial, "trial"}, std::pair{TenantStatus::Active, "active"},
                                  std::pair{TenantStatus::Suspended, "suspended"},
                                  std::pair{TenantStatus::Archived, "archived"}};

bool isSlugLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); }

bool isSlug(QStringView slug)
{
    return isSlugLetter(slug.front()) && isSlugLetter(slug.back())
        && std::all_of(slug.begin(), slug.end(), [](QChar c) { return isSlugLetter(c) || c == u'-'; });
}

QString withoutLigatures(QString key)
{
    // Letters with a stroke or joined letters, which Unicode does not take apart.
    static constexpr std::array kPlain{std::pair{u'ø', "o"},  std::pair{u'ł', "l"}, std::pair{u'đ', "d"},
                                       std::pair{u'ð', "d"},  std::pair{u'ı', "i"}, std::pair{u'æ', "ae"},
                                       std::pair{u'œ', "oe"}, std::pair{u'þ', "th"}};
    for (const auto &[letter, plain] : kPlain)
        key.replace(QChar(letter), QLatin1String(plain));
    return key;
}
} // namespace

QString toString(TenantStatus status)
{
    for (const auto &[value, word] : kStatusWords)
        if (value == status)
            return QString::fromLatin1(word);
    return {};
}

std::optional<TenantStatus> tenantStatusFromString(QStringView text)
{
    for (const auto &[value, word] : kStatusWords)
        if (text == QLatin1String(word))
            return value;
    return std::nullopt;
}

QList<FieldError> validate(const TenantDraft &draft)
{
    QList<FieldError> faults;
    const QString slug = QStringLiteral("slug");
    if (draft.slug.isEmpty())
        faults.append({slug, Error(ErrorCode::ValRequired, {{"field", slug}})});
    else if (draft.slug.size() > kMaxTenantSlug)
        faults.append({slug, *textFault(slug, draft.slug, kMaxTenantSlug, Lines::One)});
    else if (!isSlug(draft.slug))
        faults.append({slug, Error(ErrorCode::ValSlug, {{"field", slug}})});

    const QString name = QStringLiteral("name");
    if (const auto fault = textFault(name, draft.name, kMaxTenantName, Lines::One))
        faults.append({name, *fault});
    else if (draft.name.trimmed().isEmpty())
        faults.append({name, Error(ErrorCode::ValRequired, {{"field", name}})});

    const QString notes = QStringLiteral("notes");
    if (const auto fault = textFault(notes, draft.notes, kMaxTenantNotes, Lines::Many))
        faults.append({notes, *fault});

    const QString tags = QStringLiteral("tags");
    if (draft.tags.size() > kMaxTags)
        faults.append({tags, Error(ErrorCode::ValTooLong, {{"field", tags}, {"limit", QString::number(kMaxTags)},
                                                           {"length", QString::number(draft.tags.size())}})});
    else
        for (const QString &tag : draft.tags)
            if (tag.isEmpty() || tag.size() > kMaxTag || !isSlug(tag)) {
                faults.append({tags, Error(ErrorCode::ValTag, {{"field", tags}, {"value", tag.left(kMaxTag * 2)}})});
                break;
            }
    if (draft.trialEndsAt != 0 && draft.status != TenantStatus::Trial)
        faults.append({QStringLiteral("trial_ends"),
                       Error(ErrorCode::ValChoice, {{"field", "status"}, {"value", toString(draft.status)}, {"allowed", "trial"}})});
    return faults;
}

QStringList tagsFrom(QStringView text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    QStringList tags = textKey(text).split(between, Qt::SkipEmptyParts);
    for (QString &tag : tags)
        if (tag.startsWith(u'#'))
            tag.remove(0, 1);
    tags.sort();
    tags.removeDuplicates();
    return tags;
}

QStringList tenantWords(const QString &name, const QString &slug, const QStringList &tags)
{
    QStringList words = searchWords({name, slug});
    for (const QString &tag : tags)
        words.append(u'#' + tag);
    return words;
}

QStringList tenantSearch(const QString &text)
{
    QStringList tags, others;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts))
        (part.startsWith(u'#') && part.size() > 1 ? tags : others).append(part);
    QStringList words = searchWords({others.join(u' ')});
    for (const QString &tag : tagsFrom(tags.join(u' ')))
        words.append(u'#' + tag.left(kMaxTag));
    return words;
}

std::optional<Error> validateReason(QStringView reason)
{
    const QString field = QStringLiteral("reason");
    if (const auto fault = textFault(field, reason, kMaxReason, Lines::Many))
        return fault;
    if (reason.trimmed().isEmpty())
        return Error(ErrorCode::ValReasonMissing, {{"field", field}});
    return std::nullopt;
}

QString suggestSlug(QStringView name)
{
    QString slug;
    for (const QChar c : withoutLigatures(textKey(name))) {
        if (isSlugLetter(c))
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-') && c != u'\'' && c != u'’')
            slug += u'-';
    }
    slug.truncate(kMaxTenantSlug);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

bool canChangeStatus(TenantStatus from, TenantStatus to)
{
    if (from == to)
        return false;
    switch (to) {
    case TenantStatus::Trial:
        return false;
    case TenantStatus::Active:
    case TenantStatus::Archived:
        return true;
    case TenantStatus::Suspended:
        return from != TenantStatus::Archived;
    }
    return false;
}

} // namespace plancia
