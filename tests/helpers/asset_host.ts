/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/**
 * Serves the files of a folder below `/assets`, as a CDN does, and an empty page elsewhere.
 */
export class AssetHost {
  /** Paths that browsers have asked for. */
  readonly asked: string[] = []
  #folder: string
  #server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname
    this.asked.push(path)
    if (!path.startsWith('/assets/')) {
      response.setHeader('content-type', 'text/html')
      response.end('<!DOCTYPE html><title>Another site</title>')
      return
    }
    const contents = await readFile(join(this.#folder, path.slice('/assets'.length)))
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.setHeader('access-control-allow-origin', '*')
    response.end(contents)
  })

  constructor(folder: string) {
    this.#folder = folder
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, 'localhost')
    await once(this.#server, 'listening')
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
