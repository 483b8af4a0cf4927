// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <memory>

namespace plancia {

/// What a person looks at: a server that may sleep is asked only meanwhile, and a little longer. A direct child of the StreamPort.
class LooksPort : public QObject {
    Q_OBJECT
public:
    /// That of this stream; null where nothing sleeps.
    static LooksPort *of(const QObject *stream);
    using QObject::QObject;

    /// The source ("pg:<name>") is looked at as long as the result lives. Never blocks. On the object's thread, where the result ends, too.
    virtual std::shared_ptr<const void> look(const QString &source) = 0;
};

} // namespace plancia
