/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useEffectEvent, useState } from 'react'
import type { Toast } from '../../client/main.ts'
import type { ToasterProps } from './props.ts'

/** Milliseconds that a toast stays. A failure takes longer to read. */
const DURATION = 5_000
const ERROR_DURATION = 10_000

/** How many are to be seen at a time: the latest. */
const MOST = 5

/**
 * Toasts in a corner of the window. They stay while the pointer or the focus is on them; their
 * button and Escape close them.
 */
export function Toaster({ toasts, dismiss }: ToasterProps) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const paused = toasts.length > 0 && (pointed || focused)
  const closeLatest = useEffectEvent((event: KeyboardEvent) => {
    const latest = toasts.at(-1)
    if (event.key === 'Escape' && latest) dismiss(latest.id)
  })
  useEffect(() => {
    if (!paused) return
    const listener = (event: KeyboardEvent) => closeLatest(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [paused])
  useEffect(() => {
    // What has left the document reports neither that the pointer nor that the focus has left it.
    if (toasts.length > 0) return
    setPointed(false)
    setFocused(false)
  }, [toasts.length])
  return (
    <section
      className="reflex-toaster"
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {toasts.slice(-MOST).map((toast) => (
        <ToastItem key={toast.id} toast={toast} paused={paused} dismiss={dismiss} />
      ))}
    </section>
  )
}

interface ToastItemProps {
  toast: Toast
  paused: boolean
  dismiss: (id: number) => void
}

function ToastItem({ toast, paused, dismiss }: ToastItemProps) {
  const { id, level, message, description } = toast
  const duration = toast.duration ?? (level === 'error' ? ERROR_DURATION : DURATION)
  useEffect(() => {
    if (paused || duration <= 0) return
    const timer = setTimeout(() => dismiss(id), duration)
    return () => clearTimeout(timer)
  }, [id, duration, paused, dismiss])
  return (
    <div className="reflex-toast" data-level={level}>
      <div>
        <p>{message}</p>
        {description && <small>{description}</small>}
      </div>
      <button type="button" aria-label="Close" onClick={() => dismiss(id)}>
        ×
      </button>
    </div>
  )
}
