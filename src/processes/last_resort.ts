/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
/** Milliseconds that the other parts of the application have to end. */
const LIMIT = 3_000

/**
 * Ends the process, should it not end by itself: an event that goes on, or a server that does not answer
 * would keep it for as long as they like.
 */
export function endAfter(logger: { warn(message: string): void }): void {
  const end = () => {
    logger.warn('the process exits although something is still running')
    process.exit()
  }
  // It keeps nothing: where all else has ended, the process has
  setTimeout(end, LIMIT).unref()
}
