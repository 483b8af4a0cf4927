# SPDX-License-Identifier: GPL-3.0-or-later
# A package whose dependencies nobody looked up installs well and does not start.
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
if(NOT DPKG_SHLIBDEPS)
  message(FATAL_ERROR "dpkg-shlibdeps is missing. Run: installer/dependencies package")
endif()
