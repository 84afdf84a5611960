// Everything that the player's controls do, tool by tool.

import { addFields } from "./player_fields.js";
import { addKeysDialog } from "./player_keys_dialog.js";
import { addMore } from "./player_more.js";
import { addQuality } from "./player_quality.js";
import { addScreen } from "./player_screen.js";
import { addShuttle } from "./player_shuttle.js";
import { addSound } from "./player_sound.js";
import { addSpeeds } from "./player_speeds.js";
import { addStills } from "./player_stills.js";
import { addStrip } from "./player_strip.js";
import { addTouch } from "./player_touch.js";
import { addWords } from "./player_words.js";
import { addZoom } from "./player_zoom.js";

/** Give the player its tools; each finds its own part of the markup, or does without. */
export function addTools(player) {
  const tools = [addFields, addSpeeds, addShuttle, addScreen, addSound, addStrip, addZoom, addTouch, addQuality];
  for (const add of [...tools, addStills, addMore, addKeysDialog, addWords]) add(player);
}
