/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { execa } from 'execa'
import { root } from '../../bin/support/processes.ts'

/** What a lock file says of a package, as far as this registry looks at it. */
interface LockedPackage {
  name?: string
  version: string
  integrity?: string
  inBundle?: boolean
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: object
}

interface Packument {
  'name': string
  'dist-tags': { latest: string }
  'versions': Record<string, object>
}

const FOLDER = 'node_modules/'
const LOCK_FILE = join(root, 'tests', 'fixtures', 'packages', 'package-lock.json')
const REFRESH = 'node bin/bootstrap.mjs bin/refresh_fixtures.ts'

/**
 * A registry of npm that has the packages of a lock file and no others. What an application
 * installs from it is the same on every day, whatever ranges `configure` asks for and whatever was
 * published since. The packages themselves come from the registry that npm is configured for.
 */
export class FrozenRegistry {
  #server: Server
  #packages: Map<string, Packument>
  #upstream: string
  /** Published here, by path. */
  #tarballs = new Map<string, Buffer>()

  private constructor(packages: Map<string, Packument>, upstream: string) {
    this.#packages = packages
    this.#upstream = upstream
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  static async start(): Promise<FrozenRegistry> {
    const { packages } = JSON.parse(await readFile(LOCK_FILE, 'utf8'))
    const { stdout } = await execa('npm', ['config', 'get', 'registry'], { cwd: root })
    const registry = new FrozenRegistry(packumentsOf(packages), stdout.trim().replace(/\/$/, ''))
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve))
    return registry
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  /**
   * Publishes a packed package.
   *
   * @param manifest - its package.json
   */
  publish(manifest: { name: string; version: string }, tarball: Buffer): void {
    const { name, version } = manifest
    const path = `${name}/-/${name}-${version}.tgz`
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
    const dist = { tarball: `{registry}/${path}`, integrity }
    this.#tarballs.set(path, tarball)
    this.#packages.set(name, {
      name,
      'dist-tags': { latest: version },
      'versions': { [version]: { ...manifest, dist } },
    })
  }

  close(): Promise<unknown> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url!.slice(1))
    const tarball = this.#tarballs.get(path)
    if (tarball) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarball)
      return
    }
    if (path.includes('/-/')) {
      response.writeHead(302, { location: `${this.#upstream}/${path}` }).end()
      return
    }

    const packument = this.#packages.get(path)
    if (!packument) {
      const error = `"${path}" is not in tests/fixtures/packages. Run ${REFRESH}`
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
      return
    }
    const body = JSON.stringify(packument).replaceAll('{registry}/', this.url)
    // The next registry at this port has the same packages, and another one of what is published here
    const isOwn = [...this.#tarballs.keys()].some((own) => own.startsWith(`${path}/-/`))
    const caching = isOwn ? { 'cache-control': 'no-store' } : {}
    response.writeHead(200, { 'content-type': 'application/json', ...caching }).end(body)
  }
}

/** What a registry would say of each package of a lock file. */
function packumentsOf(locked: Record<string, LockedPackage>): Map<string, Packument> {
  const entries = Object.entries(locked)
    .filter(([path, { inBundle }]) => path.includes(FOLDER) && !inBundle)
    .map(([path, entry]) => ({ path, name: entry.name ?? nameOf(path), entry }))
  const names = new Set(entries.map(({ name }) => name))

  const packuments = new Map<string, Packument>()
  for (const { path, name, entry } of entries) {
    const { version } = entry
    const known = packuments.get(name)
    const isAtTop = path === `${FOLDER}${name}`
    packuments.set(name, {
      name,
      'dist-tags': { latest: isAtTop || !known ? version : known['dist-tags'].latest },
      'versions': { ...known?.versions, [version]: manifestOf(name, entry, names) },
    })
  }
  return packuments
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(FOLDER) + FOLDER.length)
}

function manifestOf(name: string, entry: LockedPackage, names: Set<string>): object {
  const { integrity, optionalDependencies, peerDependencies, peerDependenciesMeta, ...rest } = entry
  // npm looks for optional packages as well, and locks none that a registry does not have
  const known = (packages: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(packages).filter(([other]) => names.has(other)))
  const file = `${name.slice(name.indexOf('/') + 1)}-${entry.version}.tgz`
  return {
    ...rest,
    name,
    optionalDependencies: known(optionalDependencies),
    peerDependencies: known(peerDependencies),
    peerDependenciesMeta,
    dist: { tarball: `{registry}/${name}/-/${file}`, integrity },
  }
}
