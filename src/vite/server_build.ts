/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin, UserConfig } from 'vite'
import { SERVER_BUILD } from '../pages/main.ts'
import { outDirOf } from './out_dir.ts'
import type { Project } from './project.ts'

/** The environment of Vite in which pages are built for the server. */
export const SERVER_ENVIRONMENT = 'reflex_server'

/**
 * Builds the pages for the server too, beside the compiled application. The build directory of
 * Vite is no place for that: whatever is in there is sent to everybody.
 */
export function serverBuild(project: Project): Plugin {
  return {
    name: 'reflex-adonis:server-build',
    apply: 'build',
    config(config) {
      const root = resolve(config.root ?? '.')
      const { entry } = project
      if (!existsSync(join(root, entry))) return undefined
      const environment: UserConfig = {
        environments: {
          [SERVER_ENVIRONMENT]: {
            consumer: 'server',
            // What the application says of code on the server is meant for that of pages too
            resolve: externals(config),
            build: {
              ssr: true,
              emptyOutDir: true,
              emitAssets: false,
              copyPublicDir: false,
              manifest: true,
              outDir: join(outDirOf(root), SERVER_BUILD),
              rolldownOptions: { input: [entry] },
            },
          },
        },
      }
      return environment
    },
    configResolved({ environments }) {
      // Another plugin's options for a server make an environment that has nothing of its own to
      // build, and would write over the browser's files: @vitejs/plugin-vue does
      const { client, ssr } = environments
      if (ssr && ssr.build.outDir === client?.build.outDir) delete environments.ssr
    },
  }
}

/** `noExternal` and `external` of what Vite calls the SSR of the application. */
function externals({ ssr, environments }: UserConfig) {
  const given = environments?.ssr?.resolve
  return {
    ...(ssr?.noExternal === undefined ? {} : { noExternal: ssr.noExternal }),
    ...(ssr?.external === undefined ? {} : { external: ssr.external }),
    ...given,
  }
}
