/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * How far two samples are apart, by the ranks of their values (Mann-Whitney): the probability that a value of the one
 * is above a value of the other. Outliers of a busy machine count as little as any other value.
 *
 * @returns 0.5 for samples that cannot be told apart, 0 or 1 for those that do not overlap
 */
export function superiority(first: readonly number[], second: readonly number[]): number {
  let above = 0
  for (const a of first) {
    for (const b of second) above += a > b ? 1 : a === b ? 0.5 : 0
  }
  return above / (first.length * second.length)
}
