// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/rowshape.h"

namespace plancia::backup::salvage {

using namespace sqlitefile;
using Type = FieldShape::Type;

bool RowShape::fits(const std::vector<FieldShape> &fields) const
{
    if (fields.size() < least || fields.size() > allowed.size())
        return false;
    for (size_t i = 0; i < fields.size(); ++i)
        if ((allowed[i] & bitOf(fields[i].type)) == 0)
            return false;
    return true;
}

bool RowShape::mayBeTakenFor(const RowShape &other) const
{
    if (inIndexTree != other.inIndexTree || least > other.allowed.size() || other.least > allowed.size())
        return false;
    for (size_t i = 0; i < std::min(allowed.size(), other.allowed.size()); ++i)
        if ((allowed[i] & other.allowed[i]) == 0 && (i < least || i < other.least))
            return false;
    return true;
}

quint8 typesOf(const QString &declared, Affinity affinity, bool strict, bool notNull)
{
    const quint8 null = notNull ? 0 : bitOf(Type::Null);
    const quint8 integer = bitOf(Type::Integer), real = bitOf(Type::Real), text = bitOf(Type::Text), blob = bitOf(Type::Blob);
    if (strict && declared != u"ANY") {
        if (declared == u"TEXT")
            return null | text;
        if (declared == u"BLOB")
            return null | blob;
        return declared == u"REAL" ? null | real | integer : null | integer; // a whole REAL is stored as an integer
    }
    return affinity == Affinity::Text && !strict ? null | text | blob : null | integer | real | text | blob;
}

RowShape schemaShape()
{
    const quint8 text = bitOf(Type::Text), integer = bitOf(Type::Integer), null = bitOf(Type::Null);
    return {false, {text, text, text, integer, static_cast<quint8>(text | null)}, 5};
}

} // namespace plancia::backup::salvage
