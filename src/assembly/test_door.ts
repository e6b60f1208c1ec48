/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { WebSocket } from 'ws'
import type { Visitor } from '../bridge/main.ts'
import type { PageRenderer } from '../ssr/main.ts'
import type { UserTransformer } from '../state/main.ts'
import type { TabService } from '../tabs/main.ts'
import type { Gateway } from '../transport/main.ts'
import { E_TEST_ONLY } from './exceptions.ts'
import { createRenderer } from './create_page_router.ts'
import { createGateway } from './create_sockets.ts'
import type { Parts } from './parts.ts'

/**
 * What tests come in by, beside what a network brings.
 */
export class TestDoor {
  /** What pages may know of a user. */
  readonly currentUser: UserTransformer
  /** Draws pages; undefined where they are drawn by browsers only. */
  readonly renderer: PageRenderer | undefined
  #gateway: Gateway
  static #doors = new WeakMap<Parts, TestDoor>()

  /**
   * The one of an application, made when it is asked for.
   *
   * @throws E_TEST_ONLY outside of tests: whoever comes in here shows no origin and no host
   */
  static of(parts: Parts, tabs: TabService): TestDoor {
    if (!parts.dependencies.app.inTest) throw new E_TEST_ONLY()
    let door = this.#doors.get(parts)
    if (!door) this.#doors.set(parts, (door = new TestDoor(parts, tabs)))
    return door
  }

  private constructor(parts: Parts, tabs: TabService) {
    const { dependencies } = parts
    this.currentUser = dependencies.config.currentUser
    this.renderer = createRenderer(dependencies)
    this.#gateway = createGateway(parts, tabs)
  }

  /**
   * Serves a socket that no network has brought.
   *
   * @param visitor - the browser behind it
   */
  serve(socket: WebSocket, visitor: Visitor): void {
    this.#gateway.serve(socket, visitor)
  }
}
