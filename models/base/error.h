// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/errors/errorcode.h"

#include <QList>
#include <QString>
#include <memory>

namespace plancia {

/// One untranslated detail of an error, for example {"host", "db-eu.example"}. Never a secret, never row contents.
struct Fact {
    QString key;
    QString value;
    bool operator==(const Fact &) const = default;
};

/// What went wrong, as a value: a row of the error catalogue, the facts that fill its sentences, and what caused it.
/// Immutable after construction and cheap to copy; crosses threads freely. Words are made by errors/catalogue.h.
class Error {
public:
    explicit Error(ErrorCode code, QList<Fact> facts = {}) : m_code(code), m_facts(std::move(facts)) {}
    Error(ErrorCode code, QList<Fact> facts, Error cause)
        : m_code(code), m_facts(std::move(facts)), m_cause(std::make_shared<const Error>(std::move(cause))) {}

    ErrorCode code() const { return m_code; }
    const QList<Fact> &facts() const { return m_facts; }
    /// The value of a fact, or an empty string.
    QString fact(QStringView key) const
    {
        for (const Fact &f : m_facts)
            if (f.key == key)
                return f.value;
        return {};
    }
    const Error *cause() const { return m_cause.get(); }
    /// The same error with one more fact.
    Error with(QString key, QString value) const
    {
        Error copy = *this;
        copy.m_facts.append({std::move(key), std::move(value)});
        return copy;
    }

private:
    ErrorCode m_code;
    QList<Fact> m_facts;
    std::shared_ptr<const Error> m_cause;
};

} // namespace plancia
