// Everything for the gains of all units at once in one include. Apart from answers.hpp and batch.hpp, since
// few programs need it and all would wait for its compilation.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/analyse/gradients.hpp"
