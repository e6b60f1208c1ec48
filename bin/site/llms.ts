/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import packageJson from '../../package.json' with { type: 'json' }
import { guideGroups, type Guide } from './guides.ts'
import { ABOUT, pageOf } from './reference/main.ts'

const TITLE = `# ${packageJson.name}\n\n> ${packageJson.description}\n`

/** A guide with its text. */
export interface GuideText {
  guide: Guide
  text: string
}

/**
 * `llms.txt` (llmstxt.org): what the site has, in a form that a language model reads at once. Its links lead to the
 * Markdown of the pages.
 */
export function llmsIndex(): string {
  const groups = guideGroups.map(({ title, guides }) => {
    const items = guides.map(({ name, title: own, about }) => `- [${own}](./${name}.md): ${about}`)
    return `## ${title}\n\n${items.join('\n')}\n`
  })
  const reference = Object.entries(ABOUT).flatMap(([specifier, about]) => {
    const page = pageOf(specifier)
    return page === undefined ? [] : [`- [${specifier}](./reference/${page}.md): ${about}`]
  })
  const whole = '- [All guides in one file](./llms-full.txt)'
  return [
    TITLE,
    ...groups,
    `## Reference\n\n${reference.join('\n')}\n`,
    `## Whole\n\n${whole}\n`,
  ].join('\n')
}

/** `llms-full.txt`: all guides in the order of the sidebar. */
export function llmsFull(texts: readonly GuideText[]): string {
  const parts = texts.map(({ text }) => text.trim())
  return [TITLE.trim(), ...parts].join('\n\n') + '\n'
}
