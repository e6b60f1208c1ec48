/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Answers the benchmark that has started this process, and asks what the process uses. */
export function answerFigures(): void {
  process.on('message', (message) => {
    if (message === 'processorTime') {
      const { user, system } = process.cpuUsage()
      process.send!({ processorTime: user + system })
    }
    if (message !== 'memory') return
    globalThis.gc?.()
    globalThis.gc?.()
    process.send!({ memory: process.memoryUsage() })
  })
}
