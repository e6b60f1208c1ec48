/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ToastLevel } from '../protocol/main.ts'

/** A message on its way to the user. */
export interface Toast {
  /** Unique in this browser tab. */
  readonly id: number
  readonly level: ToastLevel
  readonly message: string
  /** Second line. */
  readonly description?: string
  /** Milliseconds until it goes away; 0 for until it is closed. */
  readonly duration?: number
}

/**
 * The toasts that are to be seen, oldest first.
 */
export class Toasts {
  #list: readonly Toast[]
  #lastId: number
  #listeners = new Set<() => void>()

  /**
   * @param first - those that the page came with
   */
  constructor(first: readonly Omit<Toast, 'id'>[] = []) {
    this.#list = first.map((toast, index) => ({ ...toast, id: index + 1 }))
    this.#lastId = first.length
  }

  /** The same list until it changes. */
  readonly list = (): readonly Toast[] => this.#list

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly dismiss = (id: number): void => {
    this.#change(this.#list.filter((toast) => toast.id !== id))
  }

  add(toast: Omit<Toast, 'id'>): void {
    // The same message again takes the place of the first: its time begins anew.
    const others = this.#list.filter(
      (other) => other.level !== toast.level || other.message !== toast.message
    )
    this.#change([...others, { ...toast, id: ++this.#lastId }])
  }

  #change(list: readonly Toast[]): void {
    this.#list = list
    for (const listener of [...this.#listeners]) listener()
  }
}
