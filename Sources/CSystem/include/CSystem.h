#ifndef MATCHD_CSYSTEM_H
#define MATCHD_CSYSTEM_H
#endif
