// Starts the Slack of npm's `emulate`, and adds on its own store what it lacks: several teams, mentions, streams,
// and the status of an assistant. Reads one JSON object from the environment: WORLD.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const world = JSON.parse(process.env.WORLD);
const dist = pathToFileURL(`${world.package}/dist/`);
const named = readdirSync(dist).filter((name) => /^dist-.*\.js$/.test(name));
const file = named.find((name) => readFileSync(new URL(name, dist), "utf8").includes("slackPlugin"));
const { slackPlugin, getSlackStore } = await import(new URL(file, dist));
const { createEmulator } = await import(new URL("api.js", dist));

const profile = (name) => ({ real_name: name, display_name: name, status_emoji_display_info: [] });
const register = slackPlugin.register;
let slack, hooks;

slackPlugin.register = function (app, store, webhooks, ...rest) {
  slack = getSlackStore(store);
  hooks = webhooks;
  const dispatch = webhooks.dispatch.bind(webhooks);
  webhooks.dispatch = async (kind, action, payload, owner) => {
    const sent = kind === "message" ? whole(payload) : payload;
    await dispatch(kind, action, sent, owner);
    if (kind !== "message" || !sent.event.text?.includes(`<@${world.bot}>`)) return;
    // Slack tells of a mention twice.
    const mention = { ...sent, event_id: `${sent.event_id}M`, event: { ...sent.event, type: "app_mention" } };
    await dispatch("app_mention", action, mention, owner);
  };
  register.call(this, app, store, webhooks, ...rest);
  stream(app);
};

// What Slack says in an event, and emulate does not: whose team an author is of, and in what kind of room.
function whole(payload) {
  const { user, channel } = payload.event;
  const team = slack.users.findOneBy("user_id", user)?.team_id;
  const room = slack.channels.findOneBy("channel_id", channel);
  return {
    ...payload,
    api_app_id: world.app,
    is_ext_shared_channel: world.shared.includes(channel),
    authorizations: [{ team_id: world.team, enterprise_id: null, is_enterprise_install: false }],
    event: {
      ...payload.event,
      team,
      user_team: team,
      event_ts: payload.event.ts,
      channel_type: room?.is_im ? "im" : "channel",
      ...(user === world.bot ? { bot_id: world.bot_id } : {}),
    },
  };
}

function stream(app) {
  const refused = (c, error) => c.json({ ok: false, error });
  const text = (body) => (body.chunks ?? []).map((chunk) => chunk.text ?? "").join("");
  const found = ({ channel, ts }) => slack.messages.all().find((m) => m.channel_id === channel && m.ts === ts);
  app.post("/api/chat.startStream", async (c) => {
    const body = await c.req.json();
    if (!body.thread_ts) return refused(c, "invalid_arguments");
    // Between the last message and the one that the emulator will number next.
    const last = slack.messages.all().at(-1).ts.split(".")[1];
    const ts = `${Math.floor(Date.now() / 1000)}.${last}5`;
    slack.messages.insert({
      ts, channel_id: body.channel, user: world.bot, text: text(body), type: "message",
      thread_ts: body.thread_ts, streaming: true, reply_count: 0, reply_users: [], reactions: [],
    });
    return c.json({ ok: true, channel: body.channel, ts });
  });
  for (const step of ["append", "stop"]) {
    app.post(`/api/chat.${step}Stream`, async (c) => {
      const body = await c.req.json();
      const message = found(body);
      if (!message?.streaming) return refused(c, "message_not_in_streaming_state");
      const blocks = body.blocks ? { blocks: body.blocks } : {};
      slack.messages.update(message.id, {
        text: message.text + text(body), streaming: step === "append", ...blocks,
      });
      return c.json({ ok: true, channel: body.channel, ts: body.ts });
    });
  }
  for (const what of ["setStatus", "setSuggestedPrompts"]) {
    app.post(`/api/assistant.threads.${what}`, (c) => c.json({ ok: true }));
  }
}

const { signing_secret, tokens } = world;
const seed = { slack: { signing_secret, strict_scopes: true } };
const served = await createEmulator({ service: "slack", port: world.port, baseUrl: world.front, seed });
slack.teams.update(slack.teams.all()[0].id, { team_id: world.team });
slack.bots.insert({ bot_id: world.bot_id, name: "groundwork", deleted: false, user_id: world.bot, icons: {} });
for (const [user_id, team_id] of Object.entries(world.people)) {
  const is_bot = user_id === world.bot;
  slack.users.insert({
    user_id, team_id, name: user_id.toLowerCase(), is_bot, deleted: false, profile: profile(user_id),
  });
}
for (const [channel_id, members] of Object.entries(world.rooms)) {
  const topic = { value: "", creator: members[0], last_set: 0 };
  const is_im = channel_id.startsWith("D");
  slack.channels.insert({
    channel_id, members, name: channel_id.toLowerCase(), team_id: world.team, is_channel: !is_im, is_im,
    is_private: is_im, is_archived: false, topic, purpose: topic, creator: members[0],
  });
}
for (const [token, { user_id, scopes }] of Object.entries(tokens)) {
  const is_bot = user_id === world.bot;
  const more = is_bot ? { app_id: world.app, bot_id: world.bot_id } : {};
  slack.tokens.insert({ token, token_type: is_bot ? "bot" : "user", team_id: world.team, user_id, scopes, ...more });
}
hooks.register({ url: world.bot_url, events: ["*"], active: true, owner: "slack" });
console.log("ready", served.url);
