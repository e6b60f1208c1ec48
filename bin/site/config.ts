/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defineConfig, type DefaultTheme } from 'vitepress'
import packageJson from '../../package.json' with { type: 'json' }
import { root } from '../support/processes.ts'
import { anchorOf } from './anchors.ts'
import { knownErrors, linkErrors } from './error_links.ts'
import { cacheFolder, outFolder, pagesFolder, siteRoot } from './folders.ts'
import { guideGroups } from './guides.ts'
import { REPOSITORY } from './links.ts'
import { ABOUT, ADDITIONS, pageOf } from './reference/entries.ts'

const guideSidebar: DefaultTheme.SidebarItem[] = guideGroups.map((group) => ({
  text: group.title,
  items: group.guides.map(({ name, title }) => ({ text: title, link: `/${name}` })),
}))

const referenceSidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Reference',
    link: '/reference/',
    items: [
      ...Object.keys(ABOUT).flatMap((specifier) => {
        const page = pageOf(specifier)
        const text = specifier.replace(/^reflex-adonis(?=\/)/, '')
        return page === undefined ? [] : [{ text, link: `/reference/${page}` }]
      }),
      { text: 'Additions', link: `/reference/${ADDITIONS}` },
    ],
  },
]

const base = process.env.SITE_BASE ?? '/'

/** What VitePress builds the site with. Its pages are written by `writePages()` before. */
export const siteConfig = defineConfig({
  lang: 'en',
  title: packageJson.name,
  description: packageJson.description,
  base,
  srcDir: relative(siteRoot, pagesFolder),
  outDir: outFolder,
  cacheDir: cacheFolder,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }]],
  markdown: {
    anchor: { slugify: anchorOf },
    languageAlias: { acl: 'ini', caddyfile: 'nginx', haproxy: 'nginx', edge: 'html' },
    config: (md) => {
      linkErrors(md, knownErrors(readFileSync(join(root, 'docs', 'errors.md'), 'utf8')))
    },
  },
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Guides', link: '/getting_started', activeMatch: '^/(?!reference/|errors|$)' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Errors', link: '/errors', activeMatch: '^/errors' },
      {
        text: packageJson.version,
        items: [
          { text: 'Changelog', link: '/changelog' },
          { text: 'Contributing', link: '/contributing' },
        ],
      },
    ],
    sidebar: { '/reference/': referenceSidebar, '/': guideSidebar },
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        // The index has words: to highlight code once more, for it, takes as long as all the rest
        _render: (text, env, md) => md.renderAsync(text.replaceAll(/^( *```)\w+/gm, '$1txt'), env),
      },
    },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: {
      text: 'Edit this page',
      pattern: `${REPOSITORY}/edit/main/docs/:path`,
    },
  },
})
