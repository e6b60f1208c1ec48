/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { FileSystem } from '@japa/file-system'
import type { TestContext } from '@japa/runner/core'
import { createLogger, createServer, build } from 'vite'
import type { InlineConfig, Rolldown, ViteDevServer } from 'vite'
import reflex from '../../../src/vite/main.ts'
import type { DiscoveryOptions } from '../../../src/vite/main.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

/** An application with a page, a layout and two states, one of them on the server's side only. */
export const APPLICATION = {
  'package.json': JSON.stringify({
    name: 'application',
    type: 'module',
    imports: { '#states/*': './app/states/*.js', '#models/*': './app/models/*.js' },
  }),
  'app/models/product.ts': "export default class Product { static table = 'secret_products' }",
  'app/states/cart_state.ts': [
    "import Product from '#models/product'",
    "export default class CartState { products = Product.table + 'server-secret' }",
    "export class WishState { static id = 'wishes' }",
    'export { WishState as Wishes }',
  ].join('\n'),
  'app/states/load_state.ts': 'export default class LoadState {}',
  'resources/app.tsx': [
    "import { createApp } from 'reflex-adonis/react'",
    "import Layout from './layouts/default'",
    "import './app.css'",
    "export default createApp({ pages: import.meta.glob('./pages/**/*.tsx'), layout: Layout })",
  ].join('\n'),
  'resources/app.css': 'body { color: black }',
  'resources/layouts/default.tsx':
    'export default function Layout(props: any) { return <main>{props.children}</main> }',
  'resources/components/total.tsx': [
    "import { useReflex } from 'reflex-adonis/react'",
    "import { Wishes } from '../../app/states/cart_state.ts'",
    "import './total.css'",
    'export default function Total() { return <p>{useReflex(Wishes).total}</p> }',
  ].join('\n'),
  'resources/components/total.css': 'p { color: red }',
  'resources/pages/cart.tsx': [
    "import { page, useReflex } from 'reflex-adonis/react'",
    "import CartState from '#states/cart_state'",
    "import LoadState from '#states/load_state'",
    "import Total from '../components/total'",
    '',
    'export default page(',
    "  { route: '/cart', middleware: ['only-for-staff'], onLoad: [LoadState, 'load'] },",
    '  () => {',
    '    const cart = useReflex(CartState)',
    '    return <div>{cart.items.length} items<Total /></div>',
    '  }',
    ')',
    '',
  ].join('\n'),
  'resources/pages/home.tsx': [
    "import { page } from 'reflex-adonis/react'",
    "export default page({ route: '/' }, function Home() { return <h1>Home</h1> })",
  ].join('\n'),
}

/** Writes the application, with changes. */
export async function writeApplication(
  fs: FileSystem,
  changes: Record<string, string> = {}
): Promise<void> {
  for (const [path, contents] of Object.entries({ ...APPLICATION, ...changes })) {
    await fs.create(path, contents)
  }
  await symlink(join(repository, 'node_modules'), join(fs.basePath, 'node_modules'))
}

function baseConfig(root: string, options?: DiscoveryOptions): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'silent',
    appType: 'custom',
    publicDir: false,
    plugins: [react(), reflex(options)],
    resolve: { alias: { 'reflex-adonis/react': join(repository, 'src/react/main.ts') } },
  }
}

/** The browser's files of a production build. */
export async function buildApplication(
  fs: FileSystem,
  config: InlineConfig = {},
  options?: DiscoveryOptions
): Promise<Rolldown.RolldownOutput['output']> {
  const base = baseConfig(fs.basePath, options)
  const result = await build({
    ...base,
    ...config,
    plugins: [...base.plugins!, ...(config.plugins ?? [])],
    resolve: config.resolve ?? {},
    build: {
      write: false,
      minify: false,
      sourcemap: true,
      modulePreload: false,
      rolldownOptions: {
        input: 'resources/app.tsx',
        external: ['reflex-adonis/react', /^react/],
      },
      ...config.build,
    },
  })
  return (result as Rolldown.RolldownOutput).output
}

/** A development server that watches its files. It is closed when the test ends. */
export async function serveApplication(
  { fs, cleanup }: Pick<TestContext, 'fs' | 'cleanup'>,
  config: InlineConfig = {}
): Promise<ViteDevServer> {
  const watching = Promise.withResolvers<void>()
  const base = baseConfig(fs.basePath)
  const server = await createServer({
    ...base,
    plugins: [
      ...base.plugins!,
      {
        name: 'wait-for-watcher',
        configureServer: ({ watcher }) => void watcher.once('ready', watching.resolve),
      },
    ],
    cacheDir: join(fs.basePath, '.vite'),
    optimizeDeps: { noDiscovery: true },
    ...config,
    server: { middlewareMode: true, ws: false, ...config.server },
  })
  cleanup(() => server.close())
  await watching.promise
  return server
}

/** A logger that keeps what it is told. */
export function recordingLogger(): { logger: ReturnType<typeof createLogger>; lines: string[] } {
  const lines: string[] = []
  const logger = createLogger('silent')
  logger.info = (line) => void lines.push(line)
  logger.warn = (line) => void lines.push(line)
  logger.error = (line) => void lines.push(line)
  return { logger, lines }
}
