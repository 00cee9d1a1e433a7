CREATE TABLE `assessment` (
	`seq` integer PRIMARY KEY NOT NULL,
	`use_case` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`tier` integer NOT NULL,
	`before_tier` integer NOT NULL,
	`before_seq` integer,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `assessment_use_case` ON `assessment` (`use_case`);--> statement-breakpoint
CREATE TABLE `dataset` (
	`name` text PRIMARY KEY NOT NULL,
	`description` text NOT NULL,
	`at` text NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `model` (
	`name` text PRIMARY KEY NOT NULL,
	`use_case` text NOT NULL,
	`task` text NOT NULL,
	`description` text NOT NULL,
	`owner` text NOT NULL,
	`at` text NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `snapshot` (
	`dataset` text NOT NULL,
	`number` integer NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`format` text NOT NULL,
	`rows` integer NOT NULL,
	`columns` text NOT NULL,
	`protected` text NOT NULL,
	`rights` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`dataset`, `number`)
);
--> statement-breakpoint
CREATE TABLE `use_case` (
	`seq` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`purpose` text NOT NULL,
	`owner` text NOT NULL,
	`affected` text NOT NULL,
	`tier` integer NOT NULL,
	`registered_tier` integer NOT NULL,
	`tier_reasons` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `version_data` (
	`version` text NOT NULL,
	`snapshot` text NOT NULL,
	PRIMARY KEY(`version`, `snapshot`)
);
--> statement-breakpoint
CREATE TABLE `version` (
	`model` text NOT NULL,
	`number` integer NOT NULL,
	`manifest_hash` text NOT NULL,
	`note` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`seq` integer NOT NULL,
	`run` text,
	`registered` text,
	PRIMARY KEY(`model`, `number`)
);
--> statement-breakpoint
CREATE INDEX `version_manifest` ON `version` (`manifest_hash`);--> statement-breakpoint
CREATE INDEX `version_run` ON `version` (`run`);--> statement-breakpoint
CREATE INDEX `version_registered` ON `version` (`registered`);--> statement-breakpoint
CREATE TABLE `document` (
	`seq` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_ref` text NOT NULL,
	`withdrawn_seq` integer,
	`withdrawn_at` text,
	`withdrawn_by` text,
	`withdrawn_reason` text
);
--> statement-breakpoint
CREATE INDEX `document_subject` ON `document` (`subject_type`,`subject_ref`);--> statement-breakpoint
CREATE TABLE `document_version` (
	`document` integer NOT NULL,
	`number` integer NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`title` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`bound_to` text,
	`tier` integer,
	`attachments` text NOT NULL,
	`filled` text NOT NULL,
	`missing` text NOT NULL,
	`open` text NOT NULL,
	PRIMARY KEY(`document`, `number`)
);
--> statement-breakpoint
CREATE TABLE `check_declaration` (
	`seq` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`version` text NOT NULL,
	`manifest_hash` text NOT NULL,
	`inputs` text NOT NULL,
	`scope` text NOT NULL,
	`settings_sha256` text NOT NULL,
	`held` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `check_record` (
	`seq` integer PRIMARY KEY NOT NULL,
	`declared_seq` integer NOT NULL,
	`version` text NOT NULL,
	`verdict` text NOT NULL,
	`result_sha256` text NOT NULL,
	`rows_read` integer NOT NULL,
	`rows_used` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `check_version` ON `check_record` (`version`);--> statement-breakpoint
CREATE TABLE `check_template` (
	`seq` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`settings` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `data_use` (
	`seq` integer NOT NULL,
	`sha256` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`how` text NOT NULL,
	`roles` text NOT NULL,
	`version` text,
	`run` text,
	`person` text,
	`detail` text NOT NULL,
	`main` integer NOT NULL,
	PRIMARY KEY(`seq`, `sha256`)
);
--> statement-breakpoint
CREATE INDEX `data_use_sha256` ON `data_use` (`sha256`);--> statement-breakpoint
CREATE TABLE `test_set` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`snapshot` text NOT NULL,
	`sha256` text NOT NULL,
	`purpose` text NOT NULL,
	`custodian` text NOT NULL,
	`users` text NOT NULL,
	`model` text,
	`split` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `test_set_sha256` ON `test_set` (`sha256`);--> statement-breakpoint
CREATE TABLE `experiment` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`name` text NOT NULL,
	`question` text NOT NULL,
	`tags` text NOT NULL,
	`archived` integer NOT NULL,
	`changed_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `experiment_name` ON `experiment` (`name`);--> statement-breakpoint
CREATE TABLE `registered_model` (
	`name` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`description` text NOT NULL,
	`adopted` text
);
--> statement-breakpoint
CREATE TABLE `registered_version` (
	`seq` integer PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`number` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`source` text NOT NULL,
	`run` text,
	`logged_model` text,
	`files` text NOT NULL,
	`removed_seq` integer,
	`bound` text,
	`bound_seq` integer
);
--> statement-breakpoint
CREATE INDEX `registered_version_model` ON `registered_version` (`model`);--> statement-breakpoint
CREATE INDEX `registered_version_run` ON `registered_version` (`run`);--> statement-breakpoint
CREATE TABLE `reproduction` (
	`run` text PRIMARY KEY NOT NULL,
	`original` text NOT NULL,
	`number` integer NOT NULL,
	`description` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`terms` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reproduction_original` ON `reproduction` (`original`);--> statement-breakpoint
CREATE TABLE `reproduction_result` (
	`seq` integer PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reproduction_result_run` ON `reproduction_result` (`run`);--> statement-breakpoint
CREATE TABLE `run_data` (
	`seal` integer NOT NULL,
	`run` text NOT NULL,
	`role` text NOT NULL,
	`sha256` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `run_data_sha256` ON `run_data` (`sha256`);--> statement-breakpoint
CREATE TABLE `run` (
	`id` text PRIMARY KEY NOT NULL,
	`experiment` text NOT NULL,
	`name` text NOT NULL,
	`source` text NOT NULL,
	`client` text,
	`by` text NOT NULL,
	`started_seq` integer,
	`sealed_seq` integer,
	`status` text NOT NULL,
	`discarded` text
);
--> statement-breakpoint
CREATE INDEX `run_of_experiment` ON `run` (`experiment`);--> statement-breakpoint
CREATE INDEX `run_sealed` ON `run` (`sealed_seq`);--> statement-breakpoint
CREATE TABLE `run_seal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`number` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`sha256` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `run_seal_run` ON `run_seal` (`run`);--> statement-breakpoint
CREATE TABLE `control_mark` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`act` text NOT NULL,
	`framework` text NOT NULL,
	`control` text NOT NULL,
	`version` text NOT NULL,
	`manifest_hash` text NOT NULL,
	`evidence_hash` text,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `control_mark_version` ON `control_mark` (`version`);--> statement-breakpoint
CREATE TABLE `framework_scope` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`frameworks` text NOT NULL,
	`roles` text NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence_nil` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`role` text NOT NULL,
	`kind` text NOT NULL,
	`version` text NOT NULL,
	`manifest_hash` text NOT NULL,
	`from` text NOT NULL,
	`until` text NOT NULL,
	`reason` text NOT NULL,
	`sha256` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `evidence_nil_version` ON `evidence_nil` (`version`);--> statement-breakpoint
CREATE TABLE `person` (
	`email` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`roles` text NOT NULL,
	`vkey` text NOT NULL,
	`fingerprint` text NOT NULL,
	`key_name` text NOT NULL,
	`enrolled_at` text NOT NULL,
	`enrolled_by` text NOT NULL,
	`enrolled_seq` integer NOT NULL,
	`key_since` integer NOT NULL,
	`replaced_keys` integer NOT NULL,
	`signatures` integer NOT NULL,
	`revoked_seq` integer,
	`revoked_at` text,
	`revoked_by` text,
	`revoked_reason` text,
	`contact_seq` integer,
	`contact_id` text
);
--> statement-breakpoint
CREATE TABLE `foreign_answer` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`email` text NOT NULL,
	`import` integer NOT NULL,
	`origin` text NOT NULL,
	`review` text NOT NULL,
	`note` text NOT NULL,
	`cosigned` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `foreign_answer_review` ON `foreign_answer` (`origin`,`review`);--> statement-breakpoint
CREATE TABLE `bundle_export` (
	`seq` integer PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	`as_of_size` integer NOT NULL,
	`sha256` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bundle_import` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`origin` text NOT NULL,
	`name` text NOT NULL,
	`log_vkey` text NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL,
	`checkpoint` text NOT NULL,
	`confirmed` text NOT NULL,
	`review` text NOT NULL,
	`request` text
);
--> statement-breakpoint
CREATE INDEX `bundle_import_sha256` ON `bundle_import` (`sha256`);--> statement-breakpoint
CREATE INDEX `bundle_import_origin` ON `bundle_import` (`origin`);--> statement-breakpoint
CREATE TABLE `entry_actor` (
	`id` integer PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_actor_value_unique` ON `entry_actor` (`value`);--> statement-breakpoint
CREATE TABLE `entry_block` (
	`seq` integer PRIMARY KEY NOT NULL,
	`names` blob NOT NULL,
	`ends` blob NOT NULL,
	`texts` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entry_kind` (
	`id` integer PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_kind_value_unique` ON `entry_kind` (`value`);--> statement-breakpoint
CREATE TABLE `entry_row` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`summary` text NOT NULL,
	`subject` text
);
--> statement-breakpoint
CREATE INDEX `entry_row_subject` ON `entry_row` (`subject`,`seq`);--> statement-breakpoint
CREATE TABLE `folded` (
	`id` integer PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `policy` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`sha256` text NOT NULL,
	`policy` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`proposed_seq` integer,
	PRIMARY KEY(`id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `policy_proposal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`policy` text NOT NULL,
	`sha256` text NOT NULL,
	`replaces` text NOT NULL,
	`reason` text NOT NULL,
	`note` text NOT NULL,
	`confirmed_seq` integer,
	`confirmed_at` text,
	`confirmed_by` text,
	`confirmed_note` text,
	`withdrawn_seq` integer,
	`withdrawn_at` text,
	`withdrawn_by` text,
	`withdrawn_reason` text
);
--> statement-breakpoint
CREATE TABLE `report` (
	`seq` integer PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`as_of_size` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `report_version` ON `report` (`version`);--> statement-breakpoint
CREATE TABLE `artefact_observation` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`version` text NOT NULL,
	`place` text NOT NULL,
	`name` text NOT NULL,
	`expected` text NOT NULL,
	`found` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `artefact_observation_version` ON `artefact_observation` (`version`);--> statement-breakpoint
CREATE TABLE `challenge` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`review` integer NOT NULL,
	`revision` integer NOT NULL,
	`area` text NOT NULL,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`answers` text NOT NULL,
	`closed` text,
	`decided` text,
	`acts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `challenge_review` ON `challenge` (`review`);--> statement-breakpoint
CREATE TABLE `comment` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`about` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`thread` integer,
	`resolved` text,
	`acts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `comment_subject` ON `comment` (`subject`);--> statement-breakpoint
CREATE INDEX `comment_thread` ON `comment` (`thread`);--> statement-breakpoint
CREATE TABLE `condition` (
	`seq` integer PRIMARY KEY NOT NULL,
	`review` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`terms` text NOT NULL,
	`due` text NOT NULL,
	`state` text NOT NULL,
	`met` text,
	`accepted` text,
	`acts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `condition_review` ON `condition` (`review`);--> statement-breakpoint
CREATE TABLE `delegation` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`meanings` text NOT NULL,
	`model` text,
	`until` text NOT NULL,
	`reason` text NOT NULL,
	`policy` text NOT NULL,
	`note` text NOT NULL,
	`accepted_seq` integer,
	`ended` text,
	`acts` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `finding` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`opened_as` text NOT NULL,
	`version` text NOT NULL,
	`about` text NOT NULL,
	`review` text,
	`severity` text NOT NULL,
	`ratings` text NOT NULL,
	`proposed` text,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`owner` text NOT NULL,
	`due` text,
	`extensions` integer NOT NULL,
	`repeats` text,
	`state` text NOT NULL,
	`remediation` text,
	`closure` text,
	`acts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `finding_version` ON `finding` (`version`);--> statement-breakpoint
CREATE TABLE `decision` (
	`seq` integer PRIMARY KEY NOT NULL,
	`review` integer NOT NULL,
	`revision` integer NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`decision` text NOT NULL,
	`meaning` text NOT NULL,
	`slot` integer,
	`on_behalf_of` text,
	`fingerprint` text NOT NULL,
	`reason` text NOT NULL,
	`valid_until` text,
	`at` text NOT NULL,
	`note` text NOT NULL,
	`signed_in` text,
	`device` text,
	`batch` integer
);
--> statement-breakpoint
CREATE INDEX `decision_review` ON `decision` (`review`);--> statement-breakpoint
CREATE TABLE `review_move` (
	`seq` integer PRIMARY KEY NOT NULL,
	`review` integer NOT NULL,
	`revision` integer NOT NULL,
	`at` text NOT NULL,
	`actor` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL,
	`trigger` text
);
--> statement-breakpoint
CREATE INDEX `review_move_review` ON `review_move` (`review`);--> statement-breakpoint
CREATE TABLE `review` (
	`seq` integer PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`use_case` text NOT NULL,
	`message` text NOT NULL,
	`requested_by` text NOT NULL,
	`at` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`moved_seq` integer NOT NULL,
	`reason` text NOT NULL,
	`manifest_hash` text,
	`evidence` text,
	`evidence_hash` text,
	`tier` integer,
	`policy_id` text,
	`policy_version` integer,
	`submitted_seq` integer,
	`gaps` text NOT NULL,
	`expires_at` text
);
--> statement-breakpoint
CREATE INDEX `review_version` ON `review` (`version`);--> statement-breakpoint
CREATE INDEX `review_state` ON `review` (`state`);--> statement-breakpoint
CREATE TABLE `waiver` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`version` text NOT NULL,
	`use_case` text NOT NULL,
	`manifest_hash` text NOT NULL,
	`type` text NOT NULL,
	`deviation` text NOT NULL,
	`reason` text NOT NULL,
	`control` text,
	`owner` text NOT NULL,
	`until` text NOT NULL,
	`tier` integer NOT NULL,
	`policy` text NOT NULL,
	`granted` text,
	`closed` text,
	`acts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `waiver_version` ON `waiver` (`version`);