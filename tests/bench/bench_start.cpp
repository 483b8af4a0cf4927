// SPDX-License-Identifier: GPL-3.0-or-later
// bench_start NAME SKIP_BOTTOM PROGRAM [ARGUMENTS…]: starts a program on $DISPLAY and prints the milliseconds to the last
// pixel that it changed on the screen, and its resident memory then. The screen is read again and again until it was the
// same for two seconds. SKIP_BOTTOM rows at the bottom of the screen are not looked at (a status bar has a clock).
#include <QByteArray>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHashFunctions>
#include <QProcess>
#include <QTextStream>
#include <QThread>
#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>

namespace {
constexpr int kQuietMs = 2000;
constexpr int kLongestMs = 60000;

class Screen {
public:
    explicit Screen(int skipBottom)
    {
        m_connection = xcb_connect(nullptr, nullptr);
        if (xcb_connection_has_error(m_connection))
            return;
        m_screen = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data;
        m_height = static_cast<uint16_t>(m_screen->height_in_pixels - skipBottom);
    }
    ~Screen() { xcb_disconnect(m_connection); }
    bool isReady() const { return m_screen != nullptr; }
    size_t hash() const
    {
        const auto cookie = xcb_get_image(m_connection, XCB_IMAGE_FORMAT_Z_PIXMAP, m_screen->root, 0, 0,
                                          m_screen->width_in_pixels, m_height, ~0U);
        const std::unique_ptr<xcb_get_image_reply_t, decltype(&std::free)> image(
            xcb_get_image_reply(m_connection, cookie, nullptr), &std::free);
        return image ? qHashBits(xcb_get_image_data(image.get()), static_cast<size_t>(xcb_get_image_data_length(image.get()))) : 0;
    }

private:
    xcb_connection_t *m_connection = nullptr;
    xcb_screen_t *m_screen = nullptr;
    uint16_t m_height = 0;
};

double residentMiB(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 4)
        return 64;
    const Screen screen(words[2].toInt());
    if (!screen.isReady())
        return 1;
    size_t before = screen.hash();
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    process.start(words[3], words.mid(4));
    if (!process.waitForStarted())
        return 1;
    qint64 lastChange = -1;
    while (timer.elapsed() < kLongestMs && (lastChange < 0 || timer.elapsed() - lastChange < kQuietMs)) {
        const qint64 at = timer.elapsed(); // when the reading began: never later than the change was on the screen
        const size_t now = screen.hash();
        if (now != before)
            lastChange = at;
        before = now;
        QThread::msleep(4);
    }
    QTextStream(stdout) << "START " << words[1] << " " << lastChange << " ms, resident "
                        << QString::number(residentMiB(process.processId()), 'f', 1) << " MiB\n";
    process.terminate();
    if (!process.waitForFinished(10'000))
        process.kill();
    process.waitForFinished(5'000);
    return lastChange < 0 ? 1 : 0;
}
