import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

const OVERSCAN = 10
const FIRST_PAINT = 30

export interface VisibleRows {
  start: number
  end: number
  /** In pixels. */
  rowHeight: number
}

/**
 * Which rows of a long list are near the window. The server and the first paint take the top ones;
 * afterwards scrolling decides.
 *
 * @param body - element that holds the rows, each with `data-index`
 * @param count - number of all rows
 * @param layout - changes when rows get another height
 */
export function useVisibleRows(
  body: RefObject<HTMLElement | null>,
  count: number,
  layout: string
): VisibleRows {
  const [rows, setRows] = useState<VisibleRows>({ start: 0, end: FIRST_PAINT, rowHeight: 64 })

  useEffect(() => {
    let frame = 0

    const measure = () => {
      frame = 0
      const list = body.current
      if (!list) return
      const rowHeight =
        list.querySelector<HTMLElement>('[data-index]')?.getBoundingClientRect().height || 64
      const above = Math.max(0, -list.getBoundingClientRect().top)
      const first = Math.min(Math.floor(above / rowHeight), Math.max(0, count - 1))
      const start = Math.max(0, first - OVERSCAN)
      const near = first + Math.ceil(window.innerHeight / rowHeight) + OVERSCAN
      // What the first paint has drawn stays
      const end = Math.min(count, Math.max(near, FIRST_PAINT))
      setRows((old) =>
        old.start === start && old.end === end && old.rowHeight === rowHeight
          ? old
          : { start, end, rowHeight }
      )
    }

    const later = () => {
      frame ||= window.requestAnimationFrame(measure)
    }

    measure()
    window.addEventListener('scroll', later, { passive: true })
    window.addEventListener('resize', later)
    return () => {
      window.cancelAnimationFrame(frame)
      window.removeEventListener('scroll', later)
      window.removeEventListener('resize', later)
    }
  }, [body, count, layout])

  return { ...rows, start: Math.min(rows.start, count), end: Math.min(rows.end, count) }
}
