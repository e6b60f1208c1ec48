/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MiddlewareFn, ParsedNamedMiddleware } from '@adonisjs/core/types/http'
import { checkNames } from '../option_names.ts'
import type { OptionNames } from '../option_names.ts'
import { SOCKET_PATH } from '../protocol/main.ts'
import { E_MOUNT_OPTION } from './exceptions.ts'

/** Named middleware as `router.named()` returns it. */
export type NamedMiddleware = Readonly<
  Record<string, (...args: never[]) => MiddlewareFn | ParsedNamedMiddleware>
>

/** Which pages become routes, and how. */
export interface MountOptions {
  /** The collection returned by `router.named()`, for pages that name middleware. */
  middleware?: NamedMiddleware
  /**
   * Globs of the page files to mount, relative to the application root.
   *
   * @default all pages
   */
  pages?: string | string[]
  /** Prefix of the routes of these pages: `/app`. */
  prefix?: string
}

const NAMES: OptionNames<MountOptions> = { middleware: true, pages: true, prefix: true }

/** What a path of routes cannot have. */
const NO_PATH = /[?#*\\\s]|\/\//

/**
 * @throws E_MOUNT_OPTION for an option that is not there, and for a prefix that no route can have
 */
export function checkMountOptions(options: MountOptions): void {
  checkNames('', options, NAMES, E_MOUNT_OPTION)
  const { prefix } = options
  if (prefix === undefined) return
  if (typeof prefix !== 'string' || NO_PATH.test(prefix)) {
    throw new E_MOUNT_OPTION([
      'prefix',
      `${JSON.stringify(prefix)} is not a path. Write "/shop", and give a host to .domain() of what mount() returns`,
    ])
  }
  const [first] = prefix.split('/').filter((part) => part !== '')
  if (first === SOCKET_PATH.slice(1)) {
    throw new E_MOUNT_OPTION(['prefix', `"${prefix}" is where the sockets of the application are`])
  }
}
