/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import type { Codemods } from '@adonisjs/core/ace/codemods'
import type Configure from '@adonisjs/core/commands/configure'
import { Formatter } from './formatter.ts'
import { configureMissingPackages, installMissingPackages, unfitPackages } from './packages.ts'
import { publish } from './publish.ts'
import { hasHomeRoute, mountPages } from './routes_file.ts'
import { aliasesOf, excludeFolder, inheritedExclude } from './tsconfig_file.ts'
import { extendViteConfig } from './vite_config.ts'
import { stubsRoot } from '../../stubs/main.ts'

const ENTRY_POINT = 'resources/app.tsx'

/** Files that every application gets, unless it has them. */
const STUBS = [
  'resources/app.stub',
  'resources/css/app.stub',
  'resources/layouts/default.stub',
  'resources/views/reflex.stub',
  'app/states/counter.stub',
]

/** Files that configuring may change or write, which are formatted as the application's are. */
const TOUCHED = [
  'adonisrc.ts',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'config/reflex.ts',
  'config/session.ts',
  'config/static.ts',
  'config/vite.ts',
  'start/env.ts',
  'start/kernel.ts',
  'start/routes.ts',
  'tests/bootstrap.ts',
  'app/states/counter_state.ts',
  'resources/app.tsx',
  'resources/tsconfig.json',
  'resources/css/app.css',
  'resources/layouts/default.tsx',
  'resources/pages/home.tsx',
  'resources/pages/hello_reflex.tsx',
]

const CLIENT_CHECK = 'tsc --noEmit --project resources/tsconfig.json'

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
      .addAssemblerHook('init', 'reflex-adonis/messages_hook')
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

  await edit(command, 'vite.config.ts', (text) => {
    const changed = extendViteConfig(text, ENTRY_POINT)
    if (changed !== undefined) return changed
    command.logger.warning(
      `Cannot edit vite.config.ts. Add react() of "@vitejs/plugin-react" and reflex() of ` +
        `"reflex-adonis/vite" in front of adonisjs(), and "${ENTRY_POINT}" to its entryPoints`
    )
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
    const check: unknown = manifest.scripts?.typecheck
    if (typeof check === 'string' && /\btsc\b/.test(check) && !check.includes(CLIENT_CHECK)) {
      manifest.scripts.typecheck = `${check} && ${CLIENT_CHECK}`
    }
    const [, indent = '  '] = /^\{\r?\n([ \t]+)/.exec(text) ?? []
    const changed = `${JSON.stringify(manifest, null, indent)}\n`
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(manifest) ? text : changed
  })
  const tsconfig = command.app.makePath('tsconfig.json')
  const inherited = existsSync(tsconfig) ? await inheritedExclude(tsconfig) : []
  await edit(command, 'tsconfig.json', (text) => excludeFolder(text, 'resources', inherited))
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
 * Says so when the application has packages in versions that will not do.
 *
 * @returns whether it has
 */
async function refuse(command: Configure, codemods: Codemods): Promise<boolean> {
  const unfit = await unfitPackages(command.app.makePath())
  if (unfit.length === 0) return false
  for (const { name, version, range } of unfit) {
    command.logger.error(`"${name}" is ${version} here, and reflex-adonis needs ${range}`)
  }
  command.logger.info('Nothing was changed. Update these packages and run this command again')
  await codemods.listPackagesToInstall(
    unfit.map(({ name, range, isDevDependency }) => ({ name: `${name}@${range}`, isDevDependency }))
  )
  return true
}

/**
 * Leaves an application with one page that runs. Doing it again changes nothing.
 */
export async function configureApplication(command: Configure) {
  if (await refuse(command, await command.createCodemods())) {
    command.exitCode = 1
    return
  }
  const formatter = new Formatter(command.app.makePath())
  await formatter.remember(TOUCHED)
  const isInstalled = await installMissingPackages(command, await command.createCodemods())
  if (!isInstalled || !(await configureMissingPackages(command))) {
    command.exitCode = 1
    return
  }

  // Codemods keep the files as they were when they first looked: these come after other packages.
  const codemods = await command.createCodemods()
  await configureRcFile(codemods)
  await configureVite(command, codemods)
  const aliases = await aliasesOf(command.app.makePath('inertia/tsconfig.json'), '../inertia')
  const paths = aliases ? `,\n    "paths": ${JSON.stringify(aliases)}` : ''
  await publish(codemods, stubsRoot, 'resources/tsconfig.stub', { paths })
  for (const stub of STUBS) await publish(codemods, stubsRoot, stub)
  await publish(codemods, stubsRoot, 'config/reflex.stub', { hosts: hostsOf(command) })
  await configureManifest(command)
  const route = await configurePages(command, codemods)

  if (existsSync(command.app.makePath('tests/bootstrap.ts'))) {
    await codemods.registerJapaPlugin('reflexPlugin(app)', [
      { isNamed: true, module: 'reflex-adonis/plugins/japa', identifier: 'reflexPlugin' },
    ])
  }
  await formatter.format()
  command.logger.info(`Start with "node ace serve --hmr" and open "${route}"`)
  command.logger.info('Add a page with "node ace make:reflex-page NAME --state"')
}
