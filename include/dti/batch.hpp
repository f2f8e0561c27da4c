// Everything for arrays of figures in one include: many units and scenarios at once, parts of a cohort,
// streams of scenarios over threads, figures as they are published, single figures that change. Apart from
// dti.hpp, since few programs need it and all would wait for its compilation.
#pragma once

#include "dti/batch/batch.hpp"
#include "dti/batch/certified.hpp"
#include "dti/batch/incremental.hpp"
#include "dti/batch/score_columns.hpp"
#include "dti/batch/score_published.hpp"
#include "dti/batch/stream.hpp"
