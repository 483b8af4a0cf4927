// SPDX-License-Identifier: GPL-3.0-or-later
// The least a Qt program with a table can be: what start and memory of the console are measured against.
#include <QApplication>
#include <QMainWindow>
#include <QStandardItemModel>
#include <QTableView>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QStandardItemModel model(100, 6);
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            model.setItem(row, column, new QStandardItem(QStringLiteral("row %1").arg(row)));
    QTableView table;
    table.setModel(&model);
    QMainWindow window;
    window.setCentralWidget(&table);
    window.resize(1280, 800);
    window.show();
    const int status = QApplication::exec();
    window.takeCentralWidget(); // lives on the stack here
    return status;
}
