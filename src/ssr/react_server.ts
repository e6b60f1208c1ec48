/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { createElement } from 'react'
import type { renderToPipeableStream, renderToString } from 'react-dom/server'

/** What rendering takes of React. */
export interface ReactServer {
  createElement: typeof createElement
  renderToPipeableStream: typeof renderToPipeableStream
  renderToString: typeof renderToString
}

/**
 * The React of the application. Its pages are rendered by the copy that they import, which need
 * not be the one that this package would find.
 *
 * @param appRoot - absolute path
 */
export async function loadReactServer(appRoot: string): Promise<ReactServer> {
  const require = createRequire(pathToFileURL(`${appRoot}/package.json`))
  const load = async <T>(name: string) => {
    const module = (await import(pathToFileURL(require.resolve(name)).href)) as { default: T }
    return module.default
  }
  const [{ createElement }, { renderToPipeableStream, renderToString }] = await Promise.all([
    load<ReactServer>('react'),
    load<ReactServer>('react-dom/server.node'),
  ])
  return { createElement, renderToPipeableStream, renderToString }
}
