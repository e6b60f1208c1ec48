/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useMemo, useRef, useState } from 'react'

/** Milliseconds that a list may take before it shows. */
const DELAY = 250

type Call = () => Promise<unknown>

/** How the events that a table has called are doing. */
export interface Calls {
  /** One has been under way for a while. */
  isSlow: boolean
  /** The last one has failed: calls it again. */
  retry: (() => void) | undefined
  /** Calls an event. */
  run: (call: Call) => void
}

/** Follows events: whether they take long, and whether the last one has failed, which a toast has explained. */
export function useCalls(): Calls {
  const [open, setOpen] = useState(0)
  const [isSlow, setSlow] = useState(false)
  const [failed, setFailed] = useState<Call>()
  const last = useRef(0)
  const isOpen = open > 0
  useEffect(() => {
    if (!isOpen) return
    const timer = setTimeout(() => setSlow(true), DELAY)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isOpen])
  const run = useMemo(() => {
    const start = (call: Call) => {
      const number = ++last.current
      setOpen((count) => count + 1)
      setFailed(undefined)
      call()
        .catch(() => {
          if (number === last.current) setFailed(() => call)
        })
        .finally(() => setOpen((count) => count - 1))
    }
    return start
  }, [])
  return { isSlow, retry: failed && (() => run(failed)), run }
}
