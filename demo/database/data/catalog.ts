/**
 * What the shop sells: 10 categories of 10 kinds each, made by 10 workshops, so 1,000 products.
 */

export interface Kind {
  name: string
  /** What it is, one sentence. */
  about: string
  /** Price in cents before the workshop's factor. */
  price: number
}

export interface CategoryData {
  slug: string
  name: string
  tagline: string
  kinds: Kind[]
}

export interface Workshop {
  name: string
  /** How it works, one sentence. */
  about: string
  /** Price against the kind's, 1 is the same. */
  factor: number
}

export const workshops: Workshop[] = [
  { name: 'Alder', about: 'Made by two sisters on the coast, who mend what they sell.', factor: 1 },
  {
    name: 'Bramley',
    about: 'Plain shapes and honest materials, built to be handed down.',
    factor: 1.2,
  },
  { name: 'Corran', about: 'Machined in small batches and finished by hand.', factor: 1.45 },
  {
    name: 'Dunmore',
    about: 'The everyday version: sturdy, simple and fairly priced.',
    factor: 0.75,
  },
  { name: 'Esk', about: 'Light enough to carry, tough enough to forget about.', factor: 0.95 },
  {
    name: 'Fenwick',
    about: 'A classic from the fifties, unchanged for good reasons.',
    factor: 1.3,
  },
  {
    name: 'Garnet',
    about: 'Deep colours that are fired or dyed through, never painted on.',
    factor: 1.1,
  },
  { name: 'Hollis', about: 'Drawn by an architect, which shows in the joints.', factor: 1.6 },
  { name: 'Inver', about: 'From recycled material wherever that makes it no worse.', factor: 0.85 },
  {
    name: 'Juniper',
    about: 'Our own line, tested for a year in the kitchen behind the shop.',
    factor: 0.9,
  },
]

export const categories: CategoryData[] = [
  {
    slug: 'coffee-tea',
    name: 'Coffee & Tea',
    tagline: 'For the first quarter of an hour of the day',
    kinds: [
      {
        name: 'Pour-Over Kettle',
        about: 'A kettle with a slender spout that pours exactly where you look.',
        price: 6900,
      },
      {
        name: 'Burr Grinder',
        about: 'A hand grinder with steel burrs and forty settings.',
        price: 8900,
      },
      { name: 'Coffee Dripper', about: 'A cone dripper for one or two cups.', price: 2400 },
      {
        name: 'French Press',
        about: 'A one-litre press with a double wall that keeps the coffee hot.',
        price: 4500,
      },
      {
        name: 'Espresso Cup',
        about: 'A thick-walled cup of 70 millilitres, with its saucer.',
        price: 1600,
      },
      {
        name: 'Teapot',
        about: 'A teapot for four cups whose lid stays on while you pour.',
        price: 5200,
      },
      { name: 'Tea Strainer', about: 'A fine strainer that rests on any mug.', price: 1200 },
      {
        name: 'Milk Pitcher',
        about: 'A 350-millilitre pitcher for steaming and pouring.',
        price: 2600,
      },
      {
        name: 'Coffee Scale',
        about: 'A flat scale with a timer, exact to a tenth of a gram.',
        price: 5400,
      },
      {
        name: 'Storage Canister',
        about: 'An airtight canister that holds a pound of beans.',
        price: 2900,
      },
    ],
  },
  {
    slug: 'cookware',
    name: 'Cookware',
    tagline: 'Pots and pans that outlive their recipes',
    kinds: [
      {
        name: 'Frying Pan',
        about: 'A 26-centimetre pan that gets better with every steak.',
        price: 5900,
      },
      {
        name: 'Saucepan',
        about: 'A two-litre saucepan with a pouring lip on both sides.',
        price: 6400,
      },
      {
        name: 'Dutch Oven',
        about: 'A heavy pot of five litres for stews and bread.',
        price: 14900,
      },
      { name: 'Stockpot', about: 'Eight litres, for broth and for guests.', price: 9800 },
      { name: 'Wok', about: 'A round-bottomed wok with a long wooden handle.', price: 7200 },
      { name: 'Roasting Tin', about: 'A deep tin with a rack that lifts out.', price: 4800 },
      {
        name: 'Chef’s Knife',
        about: 'A 20-centimetre blade that falls through an onion.',
        price: 8600,
      },
      {
        name: 'Chopping Board',
        about: 'End-grain board, kind to the edge of a knife.',
        price: 5600,
      },
      {
        name: 'Mixing Bowl',
        about: 'A three-litre bowl with a foot that does not slide.',
        price: 3200,
      },
      {
        name: 'Pepper Mill',
        about: 'A ceramic grinder that goes from dust to coarse.',
        price: 3900,
      },
    ],
  },
  {
    slug: 'tableware',
    name: 'Tableware',
    tagline: 'A laid table, any day of the week',
    kinds: [
      { name: 'Dinner Plate', about: 'A plate of 27 centimetres with a raised rim.', price: 2200 },
      { name: 'Breakfast Bowl', about: 'A deep bowl for porridge, soup or noodles.', price: 1800 },
      {
        name: 'Mug',
        about: 'A mug of 350 millilitres with room for three fingers in the handle.',
        price: 1900,
      },
      {
        name: 'Water Carafe',
        about: 'A one-litre carafe that pours without a drop on the cloth.',
        price: 3400,
      },
      { name: 'Tumbler', about: 'A glass that stacks and survives the dishwasher.', price: 1100 },
      { name: 'Wine Glass', about: 'A stemmed glass for red and white alike.', price: 1700 },
      {
        name: 'Serving Platter',
        about: 'A long platter for a whole fish or a great many sandwiches.',
        price: 4600,
      },
      { name: 'Cutlery Set', about: 'Sixteen pieces for four people, brushed steel.', price: 8900 },
      {
        name: 'Salad Servers',
        about: 'A fork and a spoon that hold on to the leaves.',
        price: 2700,
      },
      { name: 'Butter Dish', about: 'A dish with a lid that fits half a pound.', price: 2900 },
    ],
  },
  {
    slug: 'lighting',
    name: 'Lighting',
    tagline: 'Warm light where you need it',
    kinds: [
      {
        name: 'Desk Lamp',
        about: 'An arm with two joints and a head that stays where you put it.',
        price: 11900,
      },
      { name: 'Floor Lamp', about: 'A reading lamp to stand beside an armchair.', price: 18900 },
      { name: 'Pendant Lamp', about: 'A shade to hang low over a table.', price: 13900 },
      {
        name: 'Wall Light',
        about: 'A light for the hall that needs no drilling into tiles.',
        price: 8900,
      },
      {
        name: 'Bedside Lamp',
        about: 'A small lamp that dims with a turn of its base.',
        price: 7400,
      },
      {
        name: 'Storm Lantern',
        about: 'A lantern for candles or oil, safe in the wind.',
        price: 4900,
      },
      {
        name: 'Candle Holder',
        about: 'A holder for a single taper, heavy at the foot.',
        price: 1900,
      },
      { name: 'Clip Light', about: 'A lamp that clips to a shelf or a music stand.', price: 4200 },
      { name: 'Garden Lantern', about: 'A solar lantern that shines until midnight.', price: 3900 },
      { name: 'Beeswax Candles', about: 'Six tapers that burn for eight hours each.', price: 2100 },
    ],
  },
  {
    slug: 'textiles',
    name: 'Textiles',
    tagline: 'Wool, linen and cotton for the whole house',
    kinds: [
      {
        name: 'Wool Blanket',
        about: 'A blanket of 130 by 180 centimetres, warm and not at all scratchy.',
        price: 12900,
      },
      { name: 'Linen Sheets', about: 'A set for a double bed, washed soft.', price: 15900 },
      {
        name: 'Cushion Cover',
        about: 'A cover of 50 by 50 centimetres with a hidden zip.',
        price: 3200,
      },
      { name: 'Tea Towels', about: 'Two towels that dry glasses without lint.', price: 1900 },
      { name: 'Bath Towel', about: 'A thick towel that dries by the next morning.', price: 3900 },
      {
        name: 'Tablecloth',
        about: 'A cloth for a table of six that irons itself, nearly.',
        price: 6900,
      },
      { name: 'Apron', about: 'An apron with deep pockets and cross straps.', price: 4400 },
      { name: 'Oven Gloves', about: 'A pair of long gloves that keep the heat out.', price: 2600 },
      {
        name: 'Hallway Rug',
        about: 'A flat-woven runner that goes into the washing machine.',
        price: 9800,
      },
      {
        name: 'Laundry Basket',
        about: 'A standing basket with handles and a drawstring.',
        price: 4700,
      },
    ],
  },
  {
    slug: 'stationery',
    name: 'Stationery',
    tagline: 'Paper that likes to be written on',
    kinds: [
      { name: 'Notebook', about: 'A notebook of 192 dotted pages that lies flat.', price: 1800 },
      {
        name: 'Fountain Pen',
        about: 'A pen with a fine steel nib and a converter for ink.',
        price: 5900,
      },
      { name: 'Pencil Set', about: 'Twelve pencils from 4H to 6B in a tin.', price: 2200 },
      { name: 'Desk Calendar', about: 'A calendar to tear off, one week a leaf.', price: 1600 },
      { name: 'Letter Paper', about: 'Fifty sheets and twenty-five lined envelopes.', price: 2400 },
      { name: 'Ink Bottle', about: 'Fifty millilitres of ink that dries in seconds.', price: 1500 },
      {
        name: 'Desk Organiser',
        about: 'A tray with places for the six things you look for.',
        price: 3800,
      },
      { name: 'Scissors', about: 'Shears of 21 centimetres that can be sharpened.', price: 3100 },
      { name: 'Tape Dispenser', about: 'A dispenser heavy enough for one hand.', price: 2700 },
      {
        name: 'Sketchbook',
        about: 'Eighty sheets that take pencil, ink and a light wash.',
        price: 2600,
      },
    ],
  },
  {
    slug: 'garden',
    name: 'Garden',
    tagline: 'Good tools make good soil',
    kinds: [
      { name: 'Hand Trowel', about: 'A forged trowel with an ash handle.', price: 2400 },
      {
        name: 'Secateurs',
        about: 'Bypass secateurs whose every part can be replaced.',
        price: 4900,
      },
      {
        name: 'Watering Can',
        about: 'A nine-litre can, balanced when full and when empty.',
        price: 5400,
      },
      { name: 'Digging Fork', about: 'A fork with four tines for heavy ground.', price: 6200 },
      {
        name: 'Plant Pot',
        about: 'A frost-proof pot of 24 centimetres with its saucer.',
        price: 2900,
      },
      { name: 'Seed Tin', about: 'A tin with twelve dividers, one for each month.', price: 2600 },
      {
        name: 'Gardening Gloves',
        about: 'Gloves that keep thorns out and feeling in.',
        price: 2300,
      },
      { name: 'Bird Feeder', about: 'A feeder that squirrels have given up on.', price: 3600 },
      {
        name: 'Twine Dispenser',
        about: 'A ball of jute twine in a tin with a cutter.',
        price: 1700,
      },
      {
        name: 'Potting Bench',
        about: 'A bench with a zinc top and a shelf for pots.',
        price: 18900,
      },
    ],
  },
  {
    slug: 'bags-travel',
    name: 'Bags & Travel',
    tagline: 'For the daily way and the long one',
    kinds: [
      {
        name: 'Day Pack',
        about: 'A rucksack of 22 litres with a sleeve for a laptop.',
        price: 9900,
      },
      { name: 'Tote Bag', about: 'A heavy canvas tote that stands up by itself.', price: 3900 },
      {
        name: 'Weekend Bag',
        about: 'A bag for two nights that fits under the seat.',
        price: 14900,
      },
      { name: 'Messenger Bag', about: 'A shoulder bag that opens with one hand.', price: 11900 },
      { name: 'Wash Bag', about: 'A wash bag that hangs from a hook.', price: 4200 },
      { name: 'Wallet', about: 'A slim wallet for six cards and folded notes.', price: 5200 },
      { name: 'Key Ring', about: 'A ring that opens without breaking a nail.', price: 1400 },
      { name: 'Umbrella', about: 'A stick umbrella that turns out and back again.', price: 6400 },
      { name: 'Travel Flask', about: 'Half a litre, hot for twelve hours.', price: 3600 },
      {
        name: 'Packing Cubes',
        about: 'Three cubes that make a suitcase easy to search.',
        price: 3300,
      },
    ],
  },
  {
    slug: 'workshop',
    name: 'Workshop',
    tagline: 'To fix it rather than bin it',
    kinds: [
      { name: 'Claw Hammer', about: 'A hammer of 450 grams with a hickory shaft.', price: 3400 },
      {
        name: 'Screwdriver Set',
        about: 'Eight drivers that do not slip or splinter.',
        price: 4900,
      },
      {
        name: 'Tape Measure',
        about: 'Five metres with marks that can be read in bad light.',
        price: 1900,
      },
      { name: 'Hand Saw', about: 'A saw that cuts on the pull, straight and thin.', price: 4400 },
      { name: 'Spirit Level', about: 'A level of 40 centimetres with two vials.', price: 3700 },
      { name: 'Toolbox', about: 'A box with two trays that fold out.', price: 7900 },
      { name: 'Work Gloves', about: 'Leather gloves for wood, wire and stone.', price: 2500 },
      { name: 'Bench Plane', about: 'A smoothing plane, set and ready to use.', price: 12900 },
      { name: 'Chisel Set', about: 'Four chisels from 6 to 25 millimetres.', price: 8400 },
      { name: 'Sewing Kit', about: 'Needles, thread and a thimble in a pouch.', price: 2200 },
    ],
  },
  {
    slug: 'outdoors',
    name: 'Outdoors',
    tagline: 'An hour from the city, a day from the news',
    kinds: [
      { name: 'Camp Mug', about: 'An enamelled mug that shrugs off a fire.', price: 1700 },
      {
        name: 'Folding Chair',
        about: 'A chair that packs down to the size of a loaf.',
        price: 8900,
      },
      {
        name: 'Picnic Blanket',
        about: 'A blanket with a waterproof back and a carry strap.',
        price: 5600,
      },
      { name: 'Pocket Knife', about: 'A folding knife with one good blade.', price: 4900 },
      { name: 'Head Torch', about: 'A torch of 300 lumens with a red night light.', price: 4300 },
      { name: 'Cool Bag', about: 'A bag that keeps lunch cold until tea.', price: 6100 },
      { name: 'Hammock', about: 'A hammock for two with straps for any tree.', price: 7400 },
      { name: 'Dry Bag', about: 'Twenty litres that float.', price: 2900 },
      { name: 'Camp Stove', about: 'A stove that boils a litre in four minutes.', price: 6900 },
      { name: 'Binoculars', about: 'Eight by thirty-two, for birds and balconies.', price: 15900 },
    ],
  },
]
