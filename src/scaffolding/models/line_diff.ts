/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Lines that are shown around a change. */
const AROUND = 2

/**
 * What has to change in a text: its lines after `-`, those in their place after `+`, and some around them after a space.
 */
export function lineDiff(before: string, after: string): string[] {
  const lines = changes(before.split('\n'), after.split('\n'))
  const isChanged = lines.map((line) => !line.startsWith(' '))
  const isShown = lines.map((_, index) =>
    isChanged.slice(Math.max(0, index - AROUND), index + AROUND + 1).includes(true)
  )
  return lines.flatMap((line, index) => {
    if (isShown[index]) return [line]
    // One line for all that is left out
    return index > 0 && isShown[index - 1] && isShown.includes(true, index) ? ['…'] : []
  })
}

/** All lines of both texts, by their longest common subsequence. */
function changes(before: string[], after: string[]): string[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        before[i] === after[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(` ${before[i]}`)
      i++
      j++
    } else if (
      i < before.length &&
      (j === after.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)
    ) {
      lines.push(`-${before[i++]}`)
    } else lines.push(`+${after[j++]}`)
  }
  return lines
}
