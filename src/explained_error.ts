/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { format } from 'node:util'
import { Exception } from '@adonisjs/core/exceptions'

/** What an exception says, and to whom. */
export interface Explanation {
  /**
   * For whoever uses the application: what has happened, and what they can do. It takes as many of
   * the arguments as it has `%s` and `%d`.
   */
  message: string
  /** For its developers: the cause and the remedy. It takes arguments likewise. */
  help: string
  /** `E_…` */
  code: string
  /** HTTP status. */
  status: number
}

/**
 * Makes the class of an exception whose message the browser may show to anybody, and whose remedy
 * stays with the developers: in the log, and on the page in development.
 */
export function explainedError<T extends unknown[] = []>(explanation: Explanation) {
  return class ExplainedException extends Exception {
    static override message = explanation.message
    static override code = explanation.code
    static override status = explanation.status
    override name = 'Exception'
    override help: string

    constructor(args?: T, options?: ErrorOptions) {
      super(fill(explanation.message, args), options)
      this.help = fill(explanation.help, args)
    }
  }
}

function fill(text: string, args: readonly unknown[] = []): string {
  const places = text.match(/%[sd]/g)?.length ?? 0
  return format(text, ...args.slice(0, places))
}
