// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_vector.h>

#include "error.h"
#include "fit.h"

/* What doubles leave of a difference that is none, beside the figures it was made of. */
#define ROUNDING	1e-10

const char *const fit_term_names[NR_FIT_TERMS] = {
	[FIT_INTERCEPT] = "intercept",
	[FIT_BREAKPOINT] = "per-breakpoint",
	[FIT_WATCHPOINT] = "per-watchpoint",
};

static double factor(const struct fit_point *p, enum fit_term term)
{
	return term == FIT_BREAKPOINT ? p->brps : term == FIT_WATCHPOINT ? p->wrps : 1;
}

/* Whether points with different numbers of it are there. */
static bool varies(const struct fit_point *point, size_t n, enum fit_term term)
{
	for (size_t i = 1; i < n; i++)
		if (factor(&point[i], term) != factor(&point[0], term))
			return true;
	return false;
}

/* Both kinds, but in step: then only their sum could be told. */
static bool in_step(const struct fit_point *p, size_t n)
{
	for (size_t i = 2; i < n; i++)
		for (size_t j = 1; j < i; j++)
			if ((p[i].brps - p[0].brps) * (p[j].wrps - p[0].wrps) !=
			    (p[j].brps - p[0].brps) * (p[i].wrps - p[0].wrps))
				return false;
	return true;
}

/* A whole number, where it is one but for what the arithmetic has left; 0 without sign. */
static double tidy(double v, double scale)
{
	double whole = round(v) + 0.0;

	return fabs(v - whole) <= ROUNDING * scale ? whole : v;
}

static void solve(struct fit *f, const struct fit_point *point, size_t n, size_t terms)
{
	gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(n, terms);
	gsl_matrix *x = gsl_matrix_alloc(n, terms), *cov = gsl_matrix_alloc(terms, terms);
	gsl_vector *y = gsl_vector_alloc(n), *c = gsl_vector_alloc(terms);
	double chisq, scale = 0;
	size_t column = 0;

	for (enum fit_term t = 0; t < NR_FIT_TERMS; t++) {
		if (!f->has[t])
			continue;
		for (size_t i = 0; i < n; i++)
			gsl_matrix_set(x, i, column, factor(&point[i], t));
		column++;
	}
	for (size_t i = 0; i < n; i++) {
		gsl_vector_set(y, i, point[i].y);
		scale = fmax(scale, fabs(point[i].y));
	}
	gsl_multifit_linear(x, y, c, cov, &chisq, work);
	column = 0;
	for (enum fit_term t = 0; t < NR_FIT_TERMS; t++) {
		if (!f->has[t])
			continue;
		f->value[t] = tidy(gsl_vector_get(c, column), scale);
		if (n > terms)
			f->error[t] = tidy(sqrt(gsl_matrix_get(cov, column, column)), scale);
		column++;
	}
	f->residual_max = n > terms ? 0 : NAN;
	for (size_t i = 0; n > terms && i < n; i++)
		f->residual_max = fmax(f->residual_max,
				       fabs(point[i].y - fit_at(f, point[i].brps, point[i].wrps)));
	f->residual_max = tidy(f->residual_max, scale);
	gsl_vector_free(c);
	gsl_vector_free(y);
	gsl_matrix_free(cov);
	gsl_matrix_free(x);
	gsl_multifit_linear_free(work);
}

/**
 * fit - fit a figure to the numbers of registers
 * @fit: what is found
 * @point: points, at least one
 * @n: their number
 *
 * Where breakpoints and watchpoints grow in step, or there are fewer points than
 * terms, the program ends: nothing could be told apart.
 */
void fit(struct fit *fit, const struct fit_point *point, size_t n)
{
	size_t terms = 0;

	*fit = (struct fit) { .points = n };
	for (enum fit_term t = 0; t < NR_FIT_TERMS; t++) {
		fit->has[t] = t == FIT_INTERCEPT || varies(point, n, t);
		fit->value[t] = fit->error[t] = NAN;
		terms += fit->has[t];
	}
	if (terms == NR_FIT_TERMS && in_step(point, n))
		die("fit", "breakpoints and watchpoints grow in step, what each takes cannot be told; vary one of them alone");
	solve(fit, point, n, terms);
}

/**
 * fit_at - the figure that a fit gives
 * @fit: fit
 * @brps: breakpoints
 * @wrps: watchpoints
 */
double fit_at(const struct fit *fit, double brps, double wrps)
{
	const struct fit_point p = { .brps = brps, .wrps = wrps };
	double y = 0;

	for (enum fit_term t = 0; t < NR_FIT_TERMS; t++)
		if (fit->has[t])
			y += fit->value[t] * factor(&p, t);
	return y;
}
