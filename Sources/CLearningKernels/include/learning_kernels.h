/// Loops over Float32 arrays that Swift cannot compile for the CPU that they run on: each is compiled for several
/// instruction sets, and the loader takes the best one that the machine has. See docs/adr for the reason.
///
/// All arrays are dense; a matrix is rows × columns, row by row. Pointers may be unaligned. Arrays that are written
/// must not overlap others unless it is said. `add` other than 0 adds to the result instead of replacing it.
#ifndef LEARNING_KERNELS_H
#define LEARNING_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The level of x86-64 that this machine has: 4 with AVX-512, 3 with AVX2, else 0, as on other processors.
int lk_processor_level(void);

/// From here on numbers below the smallest normal one (1.2e-38) are 0 in this thread, as results and as operands: Intel's
/// processors take some hundred cycles for each. Returns what `lk_restore_rounding` is to be given afterwards. Does nothing
/// on processors without such a mode, which compute them at full speed.
unsigned lk_flush_small_numbers(void);
void lk_restore_rounding(unsigned state);

/// Functions applied to each element of a layer's result. The numbers are those of Swift's `Activation`.
enum {
    LK_IDENTITY = 0,
    LK_RELU = 1,
    LK_TANH = 2,
    LK_SIGMOID = 3,
    LK_GELU = 4,
};

// Elementary functions; y may be x.
void lk_exp(float *y, const float *x, size_t n);
void lk_log(float *y, const float *x, size_t n);
void lk_tanh(float *y, const float *x, size_t n);
void lk_sigmoid(float *y, const float *x, size_t n);
void lk_erf(float *y, const float *x, size_t n);
void lk_gelu(float *y, const float *x, size_t n);

// Vectors.
float lk_sum(const float *x, size_t n);
float lk_dot(const float *x, const float *y, size_t n);
/// 1 when no element is infinite or not a number.
int lk_all_finite(const float *x, size_t n);
void lk_scale(float *y, float factor, size_t n);
/// y = factor x, or y += factor x.
void lk_axpy(float *y, const float *x, float factor, size_t n, int add);
/// y = a b, or y += a b, element by element.
void lk_multiply(float *y, const float *a, const float *b, size_t n, int add);
/// y = a + b, element by element.
void lk_plus(float *y, const float *a, const float *b, size_t n);

// Activations.
/// y = f(y + bias); `bias` may be null; `before`, when not null, is given y + bias.
void lk_bias_activation(float *y, const float *bias, float *before, size_t rows, size_t columns, int activation);
/// gradient *= f'(…), from the results y, or for GELU from the arguments; and the sum of its rows into `bias_gradient`
/// unless that is null.
void lk_activation_backward(
    float *gradient, const float *y, const float *before, float *bias_gradient, size_t rows, size_t columns,
    int activation, int add);

// Rows.
void lk_softmax_rows(float *y, const float *x, size_t rows, size_t columns);
/// y = log softmax of each row of x; elements with mask 0 become -infinity. `mask` may be null. A row without an element
/// that is allowed becomes -infinity throughout.
void lk_log_softmax_rows(float *y, const float *x, const float *mask, size_t rows, size_t columns);
/// Scores of attention, scaled and masked, to weights, in place: mask[column] 0 excludes a column, `causal` those after
/// the row. A row without a column that is allowed becomes 0 throughout.
void lk_attention_softmax(float *x, const float *mask, float scale, size_t rows, size_t columns, int causal);
/// gradient = weights (gradient − row sum of gradient weights) scale, in place.
void lk_attention_softmax_backward(float *gradient, const float *weights, float scale, size_t rows, size_t columns);
void lk_layer_norm(
    float *y, float *normalised, float *inverse_deviation, const float *x, const float *gain, const float *bias,
    float epsilon, size_t rows, size_t columns);
/// Each of the three gradients may be null.
void lk_layer_norm_backward(
    float *x_gradient, float *gain_gradient, float *bias_gradient, const float *gradient, const float *normalised,
    const float *inverse_deviation, const float *gain, size_t rows, size_t columns, int add_x, int add_gain,
    int add_bias);

/// places[row] = the first column with the greatest value of a row; 0 where no value is a number.
void lk_rows_first_maximum(int32_t *places, const float *x, size_t rows, size_t columns);

/// The place of the first index that is not within 0 ..< limit; -1 when all are.
ptrdiff_t lk_first_out_of_range(const int32_t *index, size_t n, int32_t limit);

// Rows chosen by index. Indices must be valid: callers check them.
void lk_gather_rows(
    float *y, size_t y_stride, const float *x, size_t x_stride, const int32_t *index, size_t rows, size_t columns,
    int add);
/// y[index[row]] += x[row].
void lk_scatter_add_rows(
    float *y, size_t y_stride, const float *x, size_t x_stride, const int32_t *index, size_t rows, size_t columns);

/// One step of an LSTM: `gates` has rows × 4 hidden sums of the input, forget, cell and output gates, and is given their
/// activations. `previous` is the cell's state before, null for zero.
void lk_lstm_step(
    float *gates, const float *previous, float *cell, float *cell_tanh, float *output, size_t rows, size_t hidden);
/// The step backwards: `output_gradient` is that of the output, `cell_gradient` that of the state, which is replaced by
/// the gradient of the state before; `gates` are activations, `gates_gradient` is that of the sums.
void lk_lstm_step_backward(
    float *gates_gradient, float *cell_gradient, const float *output_gradient, const float *gates,
    const float *previous, const float *cell_tanh, size_t rows, size_t hidden);

// Optimisers. `gradient` is scaled by `factor` before it is used.
void lk_sgd(float *value, float *momentum, const float *gradient, float factor, float rate, float momentum_factor,
    float decay, int nesterov, size_t n);
/// `rate` and `epsilon` with the corrections of the bias already in them; `decay` is the decoupled one times the rate.
void lk_adam(float *value, float *first, float *second, const float *gradient, float factor, float beta1, float beta2,
    float rate, float epsilon, float decay, float l2, size_t n);
void lk_rmsprop(float *value, float *square, const float *gradient, float factor, float rate, float alpha,
    float epsilon, float decay, int epsilon_inside, size_t n);

// Search among vectors.
/// The products of each row with a vector. A row's product is the same wherever it stands.
void lk_rows_dot(float *products, const float *rows, size_t row_count, size_t width, const float *query);
/// The same of rows chosen by index. Indices must be valid.
void lk_gather_dot(
    float *products, const float *rows, const int32_t *index, size_t count, size_t width, const float *query);
/// Products of vectors of small whole numbers; a width up to 100,000 does not overflow.
void lk_rows_dot_int8(int32_t *products, const int8_t *rows, size_t row_count, size_t width, const int8_t *query);
/// The same of rows chosen by index. Indices must be valid.
void lk_gather_dot_int8(
    int32_t *products, const int8_t *rows, const int32_t *index, size_t count, size_t width, const int8_t *query);

// Matrix products without a BLAS: C = alpha op(A) op(B) + beta C, row by row.
void lk_gemm(
    int transpose_a, int transpose_b, size_t m, size_t n, size_t k, float alpha, const float *a, size_t lda,
    const float *b, size_t ldb, float beta, float *c, size_t ldc);

// One row times a matrix.
/// y = x W, or y += x W, for x of k elements and W of k × n. Rows of W are not read where x is 0, as half of it is after a
/// rectified layer.
void lk_row_product(float *y, const float *x, const float *w, size_t ldw, size_t n, size_t k, int add);

// Products of which one side is short, as the first and the last layers of small networks have them; p is at most LK_FEW.
enum { LK_FEW = 8 };
/// y = x W, or y += x W, for x of m × k and W of k × p.
void lk_few_columns(
    float *y, size_t ldy, const float *x, size_t ldx, const float *w, size_t ldw, size_t m, size_t p, size_t k,
    int add);
/// y = A B, or y += A B, for A of m × p and B of p × n, whose element (i, j) is b[i row_step + j step].
void lk_few_terms(
    float *y, size_t ldy, const float *a, size_t lda, const float *b, size_t row_step, size_t step, size_t m, size_t n,
    size_t p, int add);
/// y = Aᵀ B, or y += Aᵀ B, for A of m × p and B of m × n; element (i, j) is put at y[i row_step + j step].
void lk_few_rows(
    float *y, size_t row_step, size_t step, const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t n,
    size_t p, int add);

// Products with a matrix that was put in order for them, of all rows and columns or of those in lists.
/// The left side of a product: element (r, p) is values[rows[r] row_step + steps[p]], or with p step where there are no
/// steps, and r where there are no rows. Steps are offsets within a row.
typedef struct {
    const float *values;
    size_t row_step, step;
    const int32_t *rows, *steps;
} lk_left;
/// How many floats a matrix of k × n takes in order.
size_t lk_packed_size(size_t k, size_t n);
/// Puts the k × n elements of op(B) in order that are in the rows and columns of the lists, or all of them.
void lk_pack(
    float *packed, const float *b, size_t ldb, int transposed, const int32_t *rows, size_t k, const int32_t *columns,
    size_t n);
/// C = A B, or C += A B, of m × n with sums of k.
void lk_packed_product(
    size_t m, size_t n, size_t k, const lk_left *a, const float *packed, float *c, size_t ldc, int add);
/// Lists the columns that have an element other than 0, in order, and tells how many there are; `list` has room for all.
size_t lk_active_columns(int32_t *list, const float *x, size_t ldx, size_t rows, size_t columns);
/// y[rows[i], columns[j]] = x[i, j], or +=, for x of m × n; a list that is null stands for all.
void lk_spread(
    float *y, size_t ldy, const int32_t *rows, size_t m, const int32_t *columns, size_t n, const float *x, size_t ldx,
    int add);

/* Files that training has written, compiled in, with their length in bytes. */
const uint8_t *lk_schedule_policy(size_t *size);
const uint8_t *lk_priority_network(size_t *size);

#endif
