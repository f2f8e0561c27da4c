// The whole core in one include: definitions, formulas, scoring, ranking, reports. Needs Boost headers and
// fmt, nothing compiled. Arrays of figures are dti/batch.hpp; loading YAML and CSV is dti/load.hpp, which
// belongs to the compiled dti::yaml.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/analyse/explain.hpp"
#include "dti/analyse/fit.hpp"
#include "dti/analyse/review_data.hpp"
#include "dti/analyse/review_definition.hpp"
#include "dti/definition/definition.hpp"
#include "dti/definition/read.hpp"
#include "dti/evaluate/data.hpp"
#include "dti/evaluate/examples.hpp"
#include "dti/evaluate/model.hpp"
#include "dti/number/number.hpp"
#include "dti/report/check_notes.hpp"
#include "dti/report/counts_card.hpp"
#include "dti/report/explain_grid.hpp"
#include "dti/report/explain_text.hpp"
#include "dti/report/fit_card.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/score_card.hpp"
#include "dti/report/what_if_card.hpp"
#include "dti/report/what_if_notes.hpp"
#include "dti/text/diagnostic.hpp"
#include "dti/version.hpp"
