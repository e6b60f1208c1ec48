/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Preloaded into a process whose clock is set anew while it runs: SIGUSR2 sets it a day ahead of what
 * it is, SIGWINCH a day back. It says so in its log.
 */

const DAY = 24 * 60 * 60 * 1_000
const now = Date.now.bind(Date)
let difference = 0

globalThis.Date = class MovedDate extends Date {
  constructor(...args: [] | [value: string | number | Date]) {
    super(...((args.length === 0 ? [now() + difference] : args) as [number]))
  }

  static override now(): number {
    return now() + difference
  }
} as DateConstructor

function move(by: number): void {
  difference += by
  console.log('The clock was set anew')
}

process.on('SIGUSR2', () => move(DAY))
process.on('SIGWINCH', () => move(-DAY))
