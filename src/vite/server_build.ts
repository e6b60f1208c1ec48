/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin, UserConfig } from 'vite'
import type { Project } from './project.ts'

/**
 * Builds the pages for the server too, as `serverEntryPoints` of `@adonisjs/vite` does: that is
 * where the server finds them in production. An application that lists entry points of its own
 * has this one beside them.
 */
export function serverBuild(project: Project): Plugin {
  return {
    name: 'reflex-adonis:server-build',
    apply: 'build',
    config: {
      // After the plugin of Adonis, which says where the build goes
      order: 'post',
      handler(config) {
        const { entry } = project
        if (!existsSync(resolve(config.root ?? '.', entry))) return undefined
        const given = config.environments?.ssr?.build
        const listed = given?.rolldownOptions?.input
        const outDir = given?.outDir ?? join(config.build?.outDir ?? 'public/assets', 'server')
        const environment: UserConfig = {
          environments: {
            ssr: {
              build: {
                ssr: true,
                emptyOutDir: true,
                emitAssets: false,
                manifest: true,
                outDir,
                rolldownOptions: { input: withEntry(listed, entry) },
              },
            },
          },
        }
        return environment
      },
    },
  }
}

function withEntry(listed: unknown, entry: string): string[] | Record<string, string> {
  // Vite joins lists, so only what is missing is said
  if (Array.isArray(listed)) return listed.includes(entry) ? [] : [entry]
  if (typeof listed === 'object' && listed !== null) {
    return Object.values(listed).includes(entry) ? {} : { [entry]: entry }
  }
  return [entry]
}
