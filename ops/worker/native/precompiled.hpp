// What nearly every source file includes; compiled once, halves the build time.
// Logger.hpp must not be here: it reads macros that each source file sets before it.
#include "common.hpp"
#include "FBS/message.h"
#include "FBS/notification.h"
#include "FBS/request.h"
#include "FBS/response.h"
#include <absl/types/optional.h>
#include <ankerl/unordered_dense.h>
#include <array>
#include <flatbuffers/flatbuffers.h>
#include <map>
#include <srtp.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <uv.h>
#include <vector>
