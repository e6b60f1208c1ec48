/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { Harness } from './harness.ts'
import type { HeldContext } from './held_context.ts'
import { Journal } from './journal.ts'
import { KernelAssertions } from './kernel_assertions.ts'
import { Recorder } from './recorder.ts'

/**
 * What is asserted on a request that a test holds.
 */
export abstract class HeldRequest extends KernelAssertions {
  readonly journal: Journal
  protected readonly recorder = new Recorder()
  protected readonly held: HeldContext

  constructor({ coverage }: Harness, held: HeldContext) {
    super()
    this.journal = new Journal(coverage)
    this.held = held
    this.recorder.session = extrasOf(held.ctx).session
  }

  /** The context of the request. */
  get ctx(): HttpContext {
    return this.held.ctx
  }

  /** The flash messages that are shown. */
  protected abstract shownMessages(): object

  protected setCookies(): Record<string, unknown> {
    const { written } = this.held.jar
    const values = written.map(({ name, value }) => [name, value])
    return Object.fromEntries(values) as Record<string, unknown>
  }

  /** What an earlier request has flashed for this one, and what this one has for the next. */
  protected flashMessages(): Record<string, unknown> {
    const session = extrasOf(this.ctx).session
    const waiting = { ...session?.flashMessages.all(), ...session?.responseFlashMessages.all() }
    return { ...this.shownMessages(), ...waiting }
  }

  protected override redirects(): string[] {
    const location = this.ctx.response.getHeader('location')
    return typeof location === 'string' ? [...super.redirects(), location] : super.redirects()
  }
}
