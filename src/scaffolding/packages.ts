/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type Configure from '@adonisjs/core/commands/configure'
import type { Codemods } from '@adonisjs/core/ace/codemods'
import { isInRange } from './versions.ts'

interface RequiredPackage {
  name: string
  /** Versions that this package was made for. */
  range: string
  isDevDependency: boolean
}

/** What a page needs beside this package. */
export const REQUIRED: RequiredPackage[] = [
  { name: '@adonisjs/session', range: '^8.0.0', isDevDependency: false },
  { name: '@adonisjs/static', range: '^2.0.0', isDevDependency: false },
  { name: '@adonisjs/vite', range: '^6.0.0', isDevDependency: false },
  { name: 'edge.js', range: '^6.4.0', isDevDependency: false },
  { name: 'react', range: '^19.2.0', isDevDependency: false },
  { name: 'react-dom', range: '^19.2.0', isDevDependency: false },
  { name: 'react-router', range: '^8.0.0', isDevDependency: false },
  { name: '@types/react', range: '^19.2.0', isDevDependency: true },
  { name: '@types/react-dom', range: '^19.2.0', isDevDependency: true },
  { name: '@vitejs/plugin-react', range: '^6.0.0', isDevDependency: true },
  { name: 'vite', range: '^8.0.0', isDevDependency: true },
]

/** Packages whose own configure hook wires them, by the provider that shows they are wired. */
const CONFIGURABLE: Record<string, string> = {
  'edge': '@adonisjs/core/providers/edge_provider',
  '@adonisjs/session': '@adonisjs/session/session_provider',
  '@adonisjs/static': '@adonisjs/static/static_provider',
}

/** A package of the application whose version this package was not made for. */
export interface UnfitPackage extends RequiredPackage {
  /** The installed version, or the range of package.json where nothing is installed. */
  version: string
}

async function readManifest(file: string) {
  return JSON.parse(await readFile(file, 'utf8')) as {
    version?: string
    dependencies?: Record<string, string>
    devDependencies?: Record<string, string>
    peerDependencies?: Record<string, string>
  }
}

/** What this package needs in a version, whether or not an application has it. */
async function wantedRanges(): Promise<Map<string, string>> {
  const own = fileURLToPath(import.meta.resolve('reflex-adonis/package.json'))
  const { peerDependencies } = await readManifest(own)
  return new Map([
    ...REQUIRED.map(({ name, range }) => [name, range] as const),
    ...Object.entries(peerDependencies ?? {}),
  ])
}

/**
 * Packages that the application names in a version that will not do.
 *
 * @param root - absolute path of the application
 */
export async function unfitPackages(root: string): Promise<UnfitPackage[]> {
  const manifest = await readManifest(`${root}/package.json`)
  const require = createRequire(`${root}/package.json`)
  const named = { ...manifest.devDependencies, ...manifest.dependencies }
  const unfit: UnfitPackage[] = []
  for (const [name, range] of await wantedRanges()) {
    if (!(name in named)) continue
    const version = (await installedVersion(require, name)) ?? named[name]!
    const isDevDependency = !(name in (manifest.dependencies ?? {}))
    if (!isInRange(version, range)) unfit.push({ name, range, version, isDevDependency })
  }
  return unfit
}

/** Looks into the folders of packages, since not every package exports its package.json. */
async function installedVersion(
  require: NodeJS.Require,
  name: string
): Promise<string | undefined> {
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = await readManifest(`${folder}/${name}/package.json`).catch(() => undefined)
    if (manifest) return manifest.version
  }
  return undefined
}

/**
 * Installs what the application's package.json does not name yet, or says how to, with
 * `--no-install`.
 *
 * @returns false when an installation failed
 */
export async function installMissingPackages(
  command: Configure,
  codemods: Codemods
): Promise<boolean> {
  const manifest = await readManifest(command.app.makePath('package.json'))
  const present = { ...manifest.dependencies, ...manifest.devDependencies }
  const missing = REQUIRED.filter(({ name }) => !(name in present)).map((required) => ({
    name: `${required.name}@${required.range}`,
    isDevDependency: required.isDevDependency,
  }))

  if (missing.length === 0) return true
  if (command.parsedFlags.install === false) {
    await codemods.listPackagesToInstall(missing)
    return true
  }
  return codemods.installPackages(missing)
}

/**
 * Runs the configure hook of every package that the application's adonisrc.ts does not name yet.
 *
 * @returns false when one failed
 */
export async function configureMissingPackages(command: Configure): Promise<boolean> {
  for (const [name, provider] of Object.entries(CONFIGURABLE)) {
    const rcFile = await readFile(command.app.makePath('adonisrc.ts'), 'utf8')
    if (rcFile.includes(provider)) continue

    const { exitCode, error } = await command.kernel.exec('configure', [name])
    if (error) throw error
    if (exitCode) return false
  }
  return true
}
