/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A page of the site that is a Markdown file of the repository. */
export interface Guide {
  /** Its name on the site, without an ending. */
  name: string
  /** The Markdown file, from the folder of the package on. */
  source: string
  /** As the sidebar has it. */
  title: string
  /** What it is about, in a line. */
  about: string
}

/** Guides that belong together. */
export interface GuideGroup {
  title: string
  guides: Guide[]
}

function guide(name: string, title: string, about: string, source = `docs/${name}.md`): Guide {
  return { name, source, title, about }
}

/** All guides, in the order in which a reader learns. */
export const guideGroups: readonly GuideGroup[] = [
  {
    title: 'Start',
    guides: [
      guide('getting_started', 'Getting started', 'From an AdonisJS application to the first page'),
      guide('tutorial', 'Tutorial', 'A small application, from an empty folder to its deployment'),
      guide(
        'comparisons',
        'Comparisons',
        'LiveView, Livewire, Inertia, Reflex, tRPC: what each does better, and what was measured'
      ),
      guide(
        'coming_from',
        'Coming from another framework',
        'Inertia, LiveView, Livewire, Reflex, tRPC: which concept is which'
      ),
    ],
  },
  {
    title: 'Basics',
    guides: [
      guide('states', 'States', 'Vars, events, actions, inheritance, bridge modes'),
      guide('pages', 'Pages', 'Routes, loading, links, layouts, error pages'),
      guide('forms', 'Forms', 'Validation, pending and optimistic views, debouncing'),
      guide('requests', 'Requests', 'Session, user, flash messages, redirects, exceptions'),
      guide('testing', 'Testing', 'From a single state to a browser on a failing network'),
      guide('devtools', 'Devtools', 'A panel in development: time, queries, vars of each event'),
      guide('recorder', 'The recorder', 'A command that writes tests of what you do in a browser'),
    ],
  },
  {
    title: 'Data',
    guides: [
      guide(
        'places',
        'Vars with a place',
        "Vars in the address, in cookies and in the browser's storage"
      ),
      guide(
        'shared_data',
        'Shared data',
        'What every page can read, such as the user or the basket'
      ),
      guide(
        'shared_state',
        'Shared state',
        'States of a browser session or a room, and who is present'
      ),
      guide('live', 'Live data', 'Queries of Lucid that pages follow, and what they cost'),
      guide('models', 'Models', 'Lists, forms and selections of a Lucid model'),
    ],
  },
  {
    title: 'Features',
    guides: [
      guide('auth', 'Auth', 'Who may call an event and see a state, and the pages of accounts'),
      guide('background', 'Long work', 'Progress, cancellation, running several tasks at once'),
      guide('uploads', 'Uploads', 'Files for events: progress, dropping, previews, keeping them'),
      guide(
        'downloads',
        'Downloads',
        'Files from events, of any size: streams, and files of Drive'
      ),
      guide('language', 'Language', 'Translated messages, formats, switching, right-to-left'),
      guide(
        'server_rendering',
        'Server rendering',
        'The first paint, forms without JavaScript, Suspense, nonces'
      ),
    ],
  },
  {
    title: 'Recipes',
    guides: [
      guide(
        'recipes/chat',
        'A chat',
        'Rooms whose messages last, who is present, and who is typing'
      ),
      guide(
        'recipes/dashboard',
        'A live dashboard',
        'Figures and a chart that follow the database'
      ),
      guide(
        'recipes/wizard',
        'A wizard',
        'Several steps with a validator each, and the step in the address'
      ),
      guide('recipes/infinite_list', 'An infinite list', 'Rows that come while somebody scrolls'),
      guide(
        'recipes/optimistic_cart',
        'An optimistic cart',
        'What a click does at once, and what the server makes of it'
      ),
      guide(
        'recipes/multi_tenant',
        'Several tenants',
        'Teams that share a database and never see each other'
      ),
      guide('recipes/shadcn', 'shadcn/ui', 'Its components on pages, in forms and with events'),
    ],
  },
  {
    title: 'Production',
    guides: [
      guide('configuration', 'Configuration', 'Every option with its default'),
      guide('security', 'Security', 'What the package guarantees, and what is left to you'),
      guide('deployment', 'Deployment', 'Containers, systemd, the environment, new versions'),
      guide('proxies', 'Behind a proxy', 'Complete files for nginx, HAProxy and Caddy'),
      guide('scaling', 'Scaling', 'The capacity of a process, several processes, health checks'),
      guide('redis', 'Redis', 'Permissions, eviction, Sentinel, what is stored and for how long'),
      guide('operating', 'Operating', 'Listing tabs, ending them, broadcasting to them'),
      guide('monitoring', 'Monitoring', 'Metrics and OpenTelemetry spans of events'),
    ],
  },
  {
    title: 'When something is wrong',
    guides: [
      guide('errors', 'Errors', 'Every error code, and what to do about it'),
      guide('doctor', 'The doctor', 'A command that looks for faults, and checks of your own'),
    ],
  },
  {
    title: 'The package',
    guides: [
      guide(
        'architecture',
        'Architecture',
        'The path of an event, the folders, and why things are as they are'
      ),
      guide('glossary', 'Glossary', 'The terms of the source code, each with one meaning'),
      guide(
        'contributing',
        'Contributing',
        'Setting up, the suites of tests, where things are added',
        'CONTRIBUTING.md'
      ),
      guide('changelog', 'Changelog', 'What each version has changed', 'CHANGELOG.md'),
    ],
  },
]

/** Every guide, in the order of the sidebar. */
export const guides: readonly Guide[] = guideGroups.flatMap((group) => group.guides)
