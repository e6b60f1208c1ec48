/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import type { Codemods } from '@adonisjs/core/ace/codemods'
import type Configure from '@adonisjs/core/commands/configure'
import { configureMissingPackages, installMissingPackages } from './packages.ts'
import { publish } from './publish.ts'
import { addEntryPoint, excludeFolder, hasHomeRoute, mountPages } from './source_edits.ts'
import { stubsRoot } from '../../stubs/main.ts'

const ENTRY_POINT = 'resources/app.tsx'

/** Files that every application gets, unless it has them. */
const STUBS = [
  'resources/tsconfig.stub',
  'resources/app.stub',
  'resources/css/app.stub',
  'resources/layouts/default.stub',
  'resources/views/reflex.stub',
  'app/states/counter.stub',
]

/** Plugins of vite.config.ts by call, with the default import that each needs. */
const VITE_PLUGINS = {
  'react()': { module: '@vitejs/plugin-react', identifier: 'react' },
  'reflex()': { module: 'reflex-adonis/vite', identifier: 'reflexPlugin' },
}

/** What a tsconfig.json without an `exclude` of its own leaves out by Adonis' preset. */
const EXCLUDED = ['node_modules', 'build']

/** Rewrites a file of the application, and says so when that changed something. */
async function edit(command: Configure, file: string, change: (text: string) => string) {
  const path = command.app.makePath(file)
  const action = command.logger.action(`update ${file} file`)
  if (!existsSync(path)) return action.skipped('File does not exist')

  const before = await readFile(path, 'utf8')
  const after = change(before)
  if (after === before) return action.skipped('Nothing to change')
  await writeFile(path, after)
  action.succeeded()
}

async function configureRcFile(codemods: Codemods) {
  await codemods.updateRcFile((rcFile) => {
    rcFile
      .addProvider('@adonisjs/vite/vite_provider')
      .addProvider('reflex-adonis/reflex_provider')
      .addCommand('reflex-adonis/commands')
      .addMetaFile('resources/views/**/*.edge')
      .addMetaFile('public/**')
      .addAssemblerHook('buildStarting', '@adonisjs/vite/build_hook')
  })
}

async function configureVite(command: Configure, codemods: Codemods) {
  const { stubsRoot: viteStubsRoot } = await import('@adonisjs/vite')
  await publish(codemods, viteStubsRoot, 'config/vite.stub')
  await codemods.registerMiddleware('server', [
    { path: '@adonisjs/vite/vite_middleware', position: 'after' },
  ])

  if (!existsSync(command.app.makePath('vite.config.ts'))) {
    await publish(codemods, stubsRoot, 'config/vite_config.stub')
    return
  }

  for (const [call, { module, identifier }] of Object.entries(VITE_PLUGINS)) {
    await codemods.registerVitePlugin(call, [{ isNamed: false, module, identifier }])
  }
  await edit(command, 'vite.config.ts', (text) => {
    const changed = addEntryPoint(text, ENTRY_POINT)
    if (changed !== undefined) return changed
    command.logger.warning(`Add "${ENTRY_POINT}" to the entry points of vite.config.ts yourself`)
    return text
  })
}

/** What `config/reflex.ts` says of hosts: `config/app.ts` of Adonis' starter kits knows the address. */
function hostsOf({ app }: Configure): { imports: string; option: string } {
  const file = app.configPath('app.ts')
  const isKnown = existsSync(file) && /^export const appUrl\b/m.test(readFileSync(file, 'utf8'))
  return isKnown
    ? {
        imports: "import { appUrl } from '#config/app'\n",
        option: 'allowedHosts: [new URL(appUrl).hostname],',
      }
    : { imports: '', option: "// allowedHosts: ['app.example.com']," }
}

/** The import alias of the states and the type check of the pages. */
async function configureManifest(command: Configure) {
  await edit(command, 'package.json', (text) => {
    const manifest = JSON.parse(text)
    manifest.imports = { ...manifest.imports }
    manifest.imports['#states/*'] ??= './app/states/*.js'
    if (manifest.scripts?.typecheck === 'tsc --noEmit') {
      manifest.scripts.typecheck += ' && tsc --noEmit --project resources/tsconfig.json'
    }
    const changed = `${JSON.stringify(manifest, null, 2)}\n`
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(manifest) ? text : changed
  })
  await edit(command, 'tsconfig.json', (text) => excludeFolder(text, 'resources', EXCLUDED))
}

/**
 * The example page, at `/` unless the application has something there, and the call that makes
 * routes of the pages.
 *
 * @returns where the example is
 */
async function configurePages(command: Configure, codemods: Codemods): Promise<string> {
  const { app } = command
  const routesFile = app.startPath('routes.ts')
  const routes = existsSync(routesFile) ? await readFile(routesFile, 'utf8') : ''
  const isHomeTaken = hasHomeRoute(routes)

  // A page's route is named for its file, and the application may have a route "home" already.
  const [file, route] = isHomeTaken ? ['hello_reflex.tsx', '/hello-reflex'] : ['home.tsx', '/']
  await publish(codemods, stubsRoot, 'resources/pages/counter.stub', { file, route })

  const kernelFile = app.startPath('kernel.ts')
  const kernel = existsSync(kernelFile) ? await readFile(kernelFile, 'utf8') : ''
  const hasMiddleware = /^export const middleware\b/m.test(kernel)
  await edit(command, app.relativePath(routesFile), (text) =>
    mountPages(text, hasMiddleware ? '#start/kernel' : undefined)
  )
  return route
}

/**
 * Leaves an application with one page that runs. Doing it again changes nothing.
 */
export async function configureApplication(command: Configure) {
  const isInstalled = await installMissingPackages(command, await command.createCodemods())
  if (!isInstalled || !(await configureMissingPackages(command))) {
    command.exitCode = 1
    return
  }

  // Codemods keep the files as they were when they first looked: these come after other packages.
  const codemods = await command.createCodemods()
  await configureRcFile(codemods)
  await configureVite(command, codemods)
  for (const stub of STUBS) await publish(codemods, stubsRoot, stub)
  await publish(codemods, stubsRoot, 'config/reflex.stub', { hosts: hostsOf(command) })
  await configureManifest(command)
  const route = await configurePages(command, codemods)

  if (existsSync(command.app.makePath('tests/bootstrap.ts'))) {
    await codemods.registerJapaPlugin('reflexPlugin(app)', [
      { isNamed: true, module: 'reflex-adonis/plugins/japa', identifier: 'reflexPlugin' },
    ])
  }
  command.logger.info(`Start with "node ace serve --hmr" and open "${route}"`)
}
